#!/usr/bin/env bash
# What the GitHub action runs. Inputs come as environment variables, so that nothing in them is read as a command.
set -euo pipefail

options=(--format github)
case ${CHANGED:-lines} in
    lines) option=--changed-lines ;;
    files) option=--changed ;;
    all) option= ;;
    *)
        echo "::error title=postlint::The input 'changed' is lines, files or all."
        exit 2
        ;;
esac

# where the change began: the branch that a pull request goes to, or what a push found
base=
if [ -n "${GITHUB_BASE_REF:-}" ]; then
    base=origin/$GITHUB_BASE_REF
elif [ -n "${BEFORE:-}" ] && [ -n "${BEFORE//0/}" ]; then
    base=$BEFORE
fi

if [ -n "$option" ] && [ -n "$base" ]; then
    # actions/checkout fetches one commit unless fetch-depth says more
    if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
        git fetch --quiet --no-tags --unshallow origin
    fi
    if ! git rev-parse --quiet --verify "$base^{commit}" >/dev/null; then
        git fetch --quiet --no-tags origin "${GITHUB_BASE_REF:+refs/heads/$GITHUB_BASE_REF:refs/remotes/}$base"
    fi
    options+=("$option=$base")
fi
if [ "${SUMMARY:-true}" = true ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    options+=(--format "markdown:$GITHUB_STEP_SUMMARY")
fi
if [ -n "${SARIF_FILE:-}" ]; then
    options+=(--format "sarif:$SARIF_FILE")
fi
while IFS= read -r line; do
    if [ -n "$line" ]; then options+=("$line"); fi
done <<<"${MORE:-}"

paths=()
while IFS= read -r line; do
    if [ -n "$line" ]; then paths+=("$line"); fi
done <<<"${PATHS:-}"

exec postlint check "${options[@]}" -- ${paths[@]+"${paths[@]}"}
