import locale, sys

print(sys.getfilesystemencoding(), sys.getdefaultencoding(), locale.getpreferredencoding(), locale.setlocale(locale.LC_ALL))
print("ünïcödé", ascii("☃"), sys.stdout.errors)
