package line

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// UseHelp gives the root command its version and a help that fits one screen;
// what cobra adds by itself stays hidden.
func UseHelp(root *cobra.Command) {
	root.Version = "devel"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		root.Version = info.Main.Version
	}
	usual := root.UsageFunc()
	root.SetUsageFunc(func(command *cobra.Command) error {
		if command != root {
			return usual(command)
		}
		return Help(command.OutOrStderr(), command)
	})
	root.CompletionOptions.HiddenDefaultCmd = true
	root.InitDefaultHelpCmd()
	for _, command := range root.Commands() {
		command.Hidden = command.Hidden || command.Name() == "help"
	}
}

// Help writes the help of the whole program, which fits one screen: 24 lines
// of 80 characters. It does without templates, which would double what every
// command loads.
func Help(out io.Writer, root *cobra.Command) error {
	lines := []string{"Usage: " + root.Name() + " [COMMAND] [flags]; without a command, the screens", "", "Commands, each with examples in its --help:"}
	for _, command := range root.Commands() {
		if command.IsAvailableCommand() {
			lines = append(lines, fmt.Sprintf("  %-*s %s", command.NamePadding(), command.Name(), command.Short))
		}
	}
	lines = append(lines, "", "Flags:", strings.TrimRight(root.Flags().FlagUsages(), "\n"))
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}
