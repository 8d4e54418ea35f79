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
		details: "Prints the version of the program, and of Go that built it.",
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

// versionText returns the version of the program, and of Go that built it.
func versionText() string {
	version := programVersion()
	if version == "" {
		version = "(unknown)"
	}
	return fmt.Sprintf("%s %s (%s %s/%s)\n", program, version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// programVersion returns the version that Go has put into the program, "" if it
// is unknown.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		return info.Main.Version
	}
	return ""
}
