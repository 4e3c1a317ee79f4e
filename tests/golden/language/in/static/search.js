// A search of its own, which takes the words as the built-in one does; without a last line end.
fingerpost.search = (...words) => document.body.append(...words);