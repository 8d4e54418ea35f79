package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/pflag"
)

func versionCommand() command {
	return command{
		name:    "version",
		summary: "print the version",
		details: "Prints the version and the revision of the program, and the version of Go that built it.",
		bind: func(*pflag.FlagSet) action {
			return func(_ context.Context, s *session) (status, error) {
				if len(s.args) > 0 {
					return misuse, s.misuse("version takes no argument")
				}
				return clean, s.print(versionText())
			}
		},
	}
}

// versionText returns the version of the program and its revision, and the
// version of Go that built it.
func versionText() string {
	version := programVersion()
	if version == "" {
		version = "(unknown)"
	}
	if info, ok := debug.ReadBuildInfo(); ok {
		version += revisionIn(info.Settings)
	}
	return fmt.Sprintf("%s %s (%s %s/%s)\n", program, version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// revisionLength is how much of the hash of a commit people are shown.
const revisionLength = 12

// revisionIn returns the commit that the program was built from, and whether
// files were changed since; "" if Go did not know.
func revisionIn(settings []debug.BuildSetting) string {
	var revision, changed string
	for _, setting := range settings {
		switch {
		case setting.Key == "vcs.revision":
			revision = " revision " + setting.Value[:min(revisionLength, len(setting.Value))]
		case setting.Key == "vcs.modified" && setting.Value == "true":
			changed = " with changes"
		}
	}
	if revision == "" {
		return ""
	}
	return revision + changed
}

// programVersion returns the version that Go has put into the program, "" if it
// is unknown.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}
