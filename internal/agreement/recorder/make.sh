#!/bin/sh
# Stands in for $(MAKE) in a dry run of a kernel build, with the arguments of
# make. A visit of a directory is run by the real make, with the recording copy
# of scripts/Makefile.build. No other sub-make has anything to record. All are
# said to succeed: in a dry run files are missing that a build would have made,
# and what needs them is to be visited all the same.
visit=
for argument do
	shift
	case $argument in
	scripts/Makefile.build | */scripts/Makefile.build)
		visit=yes
		argument=$RECORDER_DIR/Makefile.build
		;;
	esac
	set -- "$@" "$argument"
done
[ -n "$visit" ] || exit 0
RECORDER_FILE=$(mktemp "$RECORDER_DIR/visits/XXXXXXXXXX") || exit 1
export RECORDER_FILE
echo "$*" >"$RECORDER_FILE.arguments"
"$RECORDER_MAKE" "$@" >/dev/null 2>"$RECORDER_FILE.messages"
exit 0
