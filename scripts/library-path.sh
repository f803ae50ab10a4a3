# Sourced before the program runs: lets a Python that isn't Homebrew's find Homebrew's libraries on macOS.
# macOS strips DYLD_* variables when it starts a system shell, so they have to be set here, not in the Makefile.
if command -v brew >/dev/null 2>&1 && [ "$(uname)" = Darwin ]; then
    DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib:/usr/local/lib:/usr/lib"
    export DYLD_FALLBACK_LIBRARY_PATH
fi
