/* Files as data: URLs, which need no request. */
#ifndef FINGERPOST_CLI_DATA_URL_H
#define FINGERPOST_CLI_DATA_URL_H

#include "core/buf.h"

/* Ready for an attribute in double quotes. The type comes from the path's ending. */
str data_url(str path, str bytes, arena *perm);

#endif
