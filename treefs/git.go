package treefs

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// gitOptions stand before each command of git. The configuration of a
// repository may come from a stranger: neither a program that watches files
// nor any transport is started because of it.
var gitOptions = []string{"-c", "core.fsmonitor=false", "-c", "protocol.allow=never"}

// keptVariables are what git gets of the caller's environment: where programs
// and the user's own configuration are, which says what repositories are safe,
// and how far up a repository is looked for. The others could redirect it.
var keptVariables = []string{
	"PATH", "HOME", "XDG_CONFIG_HOME", "USERPROFILE",
	"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES",
}

// gitVariables keep git from fetching, writing, asking and paging. A protocol
// that a repository allows in its configuration overrides gitOptions, but not
// GIT_ALLOW_PROTOCOL.
var gitVariables = []string{
	"GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "GIT_OPTIONAL_LOCKS=0",
	"GIT_TERMINAL_PROMPT=0", "GIT_PAGER=cat", "LC_ALL=C",
}

const (
	maxComplaint = 4 << 10
	maxAnswer    = 256 << 20
)

var errAnswer = fmt.Errorf("git answers more than %d MB", maxAnswer>>20)

// gitCommand returns git as it is to be started in a directory.
func gitCommand(dir string, args ...string) *exec.Cmd {
	command := exec.Command("git", slices.Concat(gitOptions, args)...)
	command.Dir = dir
	for _, variable := range os.Environ() {
		if name, _, _ := strings.Cut(variable, "="); slices.Contains(keptVariables, name) {
			command.Env = append(command.Env, variable)
		}
	}
	command.Env = append(command.Env, gitVariables...)
	return command
}

// askGit returns what a command of git prints.
func askGit(dir string, args ...string) (string, error) {
	command := gitCommand(dir, args...)
	answer, complaint := &answer{left: maxAnswer}, &complaint{}
	command.Stdout, command.Stderr = answer, complaint
	err := command.Run()
	switch {
	case err == nil:
		return answer.text.String(), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", errors.New("git is not installed")
	case complaint.text != "":
		first, _, _ := strings.Cut(complaint.text, "\n")
		return "", errors.New(strings.TrimPrefix(first, "fatal: "))
	}
	return "", fmt.Errorf("git %s: %w", args[0], err)
}

// An answer is what git prints. Too much of it ends git.
type answer struct {
	text strings.Builder
	left int
}

func (a *answer) Write(part []byte) (int, error) {
	if a.left -= len(part); a.left < 0 {
		return 0, errAnswer
	}
	return a.text.Write(part)
}

// A complaint is the beginning of what git says about an error.
type complaint struct{ text string }

func (c *complaint) Write(part []byte) (int, error) {
	c.text += string(part[:min(len(part), maxComplaint-len(c.text))])
	return len(part), nil
}
