#!/bin/sh
# Puts impact_check into .venv, with the system libraries that the PDF needs.
#
#   sh scripts/set-up.sh run    what the program needs
#   sh scripts/set-up.sh dev    that, and the tools that `make test` needs
#   sh scripts/set-up.sh spark  that, and what `make test-spark` needs: Spark, Dask and Java
#
# A second run finds everything there and ends at once. Set PYTHON to choose the Python.
set -eu
cd "$(dirname "$0")/.."

what=${1:-run}
here=$(pwd -P)
python=.venv/bin/python
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf '%s\n' "$*" >&2; }
have() { command -v "$1" >/dev/null 2>&1; }
os=$(uname)
supported='import sys; sys.exit(sys.version_info < (3, 11))'

# Installs Debian packages if that can be done without asking anybody, otherwise fails.
apt_install() {
    have apt-get || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif have sudo && sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    else
        return 1
    fi
    say "Installing $* with apt-get ..."
    for attempt in with_known_lists with_new_lists; do
        if [ "$attempt" = with_new_lists ]; then
            $as_root apt-get update >"$log" 2>&1 </dev/null || break
        fi
        if $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends "$@" >"$log" 2>&1 </dev/null; then
            return 0
        fi
    done
    cat "$log" >&2
    return 1
}

# Prints the first Python >= 3.11 that can make environments; failing that, the first Python >= 3.11.
find_python() {
    without_venv=""
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        have "$candidate" && "$candidate" -c "$supported" 2>/dev/null || continue
        if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$candidate"
            return
        fi
        without_venv=${without_venv:-$candidate}
    done
    echo "$without_venv"
}

make_environment() {
    if [ -x $python ] && $python -c "$supported" 2>/dev/null; then
        # Programs in .venv/bin name the folder they were made for; a folder that was moved needs a new one.
        [ "$(cat .venv/.made-in 2>/dev/null || echo "$here")" = "$here" ] && return
    fi
    base=$(find_python)
    if [ -z "$base" ]; then
        say "impact_check needs Python 3.11 or newer, and there is none on this computer."
        if [ "$os" = Darwin ]; then
            say "Install it with:  brew install python@3.13    (or from https://www.python.org/downloads/)"
        else
            say "On Debian 12, Ubuntu 24.04 or newer, install it with:  sudo apt-get install python3 python3-venv"
        fi
        say "Then run the same command again. If Python is somewhere else:  make demo PYTHON=/path/to/python3"
        exit 1
    fi
    if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        package=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        if ! apt_install "$package"; then
            say "Python is here, but not the part of it that makes environments. Install it with:"
            say "    sudo apt-get install $package"
            say "Then run the same command again."
            exit 1
        fi
    fi
    say "Making a Python environment in .venv ..."
    rm -rf .venv
    "$base" -m venv .venv
    printf '%s\n' "$here" >.venv/.made-in
}

# install NAME REQUIREMENT: the stamp is a copy of pyproject.toml, so a change there installs again.
install() {
    stamp=.venv/.installed-$1
    cmp -s pyproject.toml "$stamp" && return
    say "Installing impact_check$3 in .venv (a minute or so) ..."
    if ! $python -m pip install --quiet --disable-pip-version-check --editable "$2" >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        say "Installing failed; the lines above say why. It needs a connection to https://pypi.org."
        exit 1
    fi
    cp pyproject.toml "$stamp"
}

# Whether WeasyPrint can be imported: with every library it wants (-W error), or with those it can't do without.
weasyprint_loads() {
    (. scripts/library-path.sh && $python "$@" -c 'import weasyprint') >/dev/null 2>&1
}

find_libraries() {
    [ -e .venv/.libraries-found ] && return
    if ! weasyprint_loads -W error; then
        if [ "$os" = Darwin ]; then
            command="brew install pango"
            if have brew; then
                say "Installing pango with Homebrew ..."
                brew install --quiet pango >"$log" 2>&1 </dev/null || cat "$log" >&2
            fi
        else
            packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
            command="sudo apt-get install $packages"
            apt_install $packages || true
        fi
        if ! weasyprint_loads -W error; then
            # The program is of use without them; its tests treat every warning as an error.
            [ "$what" = run ] && weasyprint_loads && return
            say "The PDF needs the Pango library, and this computer lacks it or a part of it. Install it with:"
            say "    $command"
            [ "$what" = run ] || exit 1
            say "Without it everything else works, and the report can be made as a web page (HTML)."
            return
        fi
    fi
    touch .venv/.libraries-found
}

# A second opinion on the PDFs, for the tests; one is skipped without it.
find_qpdf() {
    have qpdf || [ "$os" = Darwin ] || apt_install qpdf || say "The test that asks qpdf is skipped."
}

# Smart cards in software, for the tests; those with a card are skipped without them.
find_softhsm() {
    have softhsm2-util || [ "$os" = Darwin ] || apt_install softhsm2 || say "The tests with smart cards are skipped."
}

# Spark runs on Java 17 or newer.
find_java() {
    have java || { [ "$os" != Darwin ] && apt_install openjdk-17-jre-headless; } || {
        say "Spark needs Java 17 or newer, and this computer has none. Install it, then run the same command again."
        exit 1
    }
}

make_environment
case $what in
    run) cmp -s pyproject.toml .venv/.installed-dev || install run . "" ;;
    dev)
        install dev ".[dev]" " and its tools"
        find_softhsm
        ;;
    spark)
        install dev ".[dev]" " and its tools"
        install spark ".[spark]" ", Spark and Dask"
        find_java
        ;;
    *)
        say "usage: sh scripts/set-up.sh run|dev|spark"
        exit 2
        ;;
esac
find_libraries
[ "$what" = run ] || find_qpdf
