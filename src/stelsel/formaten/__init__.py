"""Writers of files that others read: pure, data in and bytes out. Messages have `istandaarden`."""
