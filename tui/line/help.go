package line

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// Help writes the help of the whole program, which fits one screen: 24 lines
// of 80 characters. It does without templates, which would double what every
// command loads.
func Help(out io.Writer, root *cobra.Command) error {
	lines := []string{"Usage: " + root.Name() + " [COMMAND] [flags]", root.Example, "", "Commands, each with examples in its --help:"}
	for _, command := range root.Commands() {
		if command.IsAvailableCommand() {
			lines = append(lines, fmt.Sprintf("  %-*s %s", command.NamePadding(), command.Name(), command.Short))
		}
	}
	lines = append(lines, "", "Flags:", strings.TrimRight(root.Flags().FlagUsages(), "\n"))
	_, err := fmt.Fprintln(out, strings.Join(lines, "\n"))
	return err
}
