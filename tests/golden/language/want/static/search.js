// A search of its own, which takes the words as the built-in one does; without a last line end.
fingerpost.search = (...words) => document.body.append(...words);
fingerpost.search("Diese Website durchsuchen", "\u0022Zu\u0022 \u005c \u003c/script\u003e | \u003c!-- \u0026 'fertig'", "Keine Seite gefunden", "1 Seite gefunden", "# Seiten gefunden", "Mehr\u2028\u2029\ud83d\ude00 als das", "Die Suche konnte nicht geladen werden. Bitte noch einmal versuchen.", "Die Taste / \u00f6ffnet die Suche");
