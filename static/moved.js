// An old address leads on with all that stands behind it: the place on the page, or the state.
'use strict';

location.replace(document.querySelector('main a').href + location.search + location.hash);
