#!/bin/sh
# What the GitHub Action runs. Inputs come as INPUT_NAME in the environment and are data all the way: nothing here
# evaluates them. The report, the outputs and the summary are written first, the step fails last.
set -eu

stop() {
    printf 'bumpgate: error: %s\n' "$*" >&2
    exit 2
}

# one_path INPUT VALUE: the path as it stands, or the one file that a glob matches.
one_path() {
    [ -n "$2" ] || stop "the input $1 is empty"
    if [ -e "$2" ]; then
        printf '%s\n' "$2"
        return
    fi
    name=$1 pattern=$2
    IFS=''
    # shellcheck disable=SC2086  # to be matched with file names; without IFS it is not split
    set -- $pattern
    [ $# -eq 1 ] || stop "the input $name matches $# files, not one: $pattern"
    printf '%s\n' "$1"
}

# yes_or_no INPUT VALUE
yes_or_no() {
    case "$2" in
        true | false) ;;
        *) stop "the input $1 must be true or false, not: $2" ;;
    esac
}

no_line_end() {
    case "$2" in
        *"
"*) stop "the input $1 holds a line end" ;;
    esac
}

# put_output NAME VALUE
put_output() {
    [ -z "${GITHUB_OUTPUT:-}" ] || printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT" || stop "cannot write GITHUB_OUTPUT"
}

outcome_of() {
    case "$1" in
        0) echo pass ;;
        1) echo fail ;;
        *) echo incomplete ;;
    esac
}

# Keys at the start of a line can only be the report's own: in a JSON string quotes are escaped.
denied_in() {
    sed -n 's/^ *"denied": \([0-9][0-9]*\),*$/\1/p' "$1" 2>/dev/null | head -n 1
}

# In a <pre> block nothing but markup has a meaning, and there is none left.
write_summary() {
    {
        printf '<pre>\n'
        sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' "$1"
        printf '</pre>\n'
    } >>"$GITHUB_STEP_SUMMARY" || stop "cannot write GITHUB_STEP_SUMMARY"
}

# What is printed may come from an archive and must not be taken for a command of the runner ("Stopping and starting
# workflow commands"). The token cannot be guessed.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
folder=$(mktemp -d)
trap 'rm -rf "$folder"; printf "\n::%s::\n" "$token"' EXIT
printf '::stop-commands::%s\n' "$token"

new=$(one_path new "${INPUT_NEW:-}")
baseline=$(one_path baseline "${INPUT_BASELINE:-}")
report=${INPUT_REPORT:-bumpgate-report.json}
fail=${INPUT_FAIL:-true}
summary=${INPUT_SUMMARY:-true}
yes_or_no fail "$fail"
yes_or_no summary "$summary"
no_line_end report "$report"

mkdir -p "$(dirname "$report")" || stop "cannot make the folder of $report"

set -- check -o "json=$report" -o "text=$folder/text"
while IFS= read -r policy; do
    [ -z "$policy" ] || set -- "$@" -p "$policy"
done <<END
${INPUT_POLICY:-}
END

code=0
bumpgate "$@" -- "$baseline" "$new" || code=$?
[ "$code" -le 2 ] || code=2
[ -f "$folder/text" ] || echo "NO VERDICT  the log tells why" >"$folder/text"

put_output outcome "$(outcome_of "$code")"
put_output exit-code "$code"
if [ "$code" -le 1 ]; then put_output denied "$(denied_in "$report")"; fi
put_output report "$report"
cat "$folder/text"
if [ "$summary" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then write_summary "$folder/text"; fi

if [ "$code" -eq 1 ] && [ "$fail" = false ]; then exit 0; fi
exit "$code"
