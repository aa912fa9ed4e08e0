package line

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
	"benefitdesk/tui/locale"
	"benefitdesk/tui/words"
)

// fault is an error of the store, which has a code.
type fault model.Code

func (f fault) Error() string { return string(f) }

func (f fault) Notice() model.Notice { return model.Notice{Code: model.Code(f)} }

func TestExit(t *testing.T) {
	locked := fault("store_read_only")
	for _, test := range []struct {
		err  error
		code int
		says string
	}{
		{nil, 0, ""},
		{ErrRefused, 1, ""},
		{Ended{syscall.SIGINT}, 130, ""},
		{fmt.Errorf("import: %w", Ended{syscall.SIGTERM}), 143, ""},
		{usage("--licenses needs a whole number"), 2, "--licenses needs a whole number"},
		{Usage{errors.New("no such command\n\nDid you mean this?\n\tlist\n")}, 2, "no such command Did you mean this? list"},
		{model.Refuse(redemption.NothingToRenew), 1, "renew"},
		{locked, 4, "can only be read"},
		{fmt.Errorf("import: %w", locked), 4, "can only be read"},
		{Unusable{"\x1b[31mred.db", locked}, 4, "␛[31mred.db: "},
		{Unusable{"red.db", fs.ErrPermission}, 4, "red.db: permission denied"},
		{Unusable{"/a/red.db", &fs.PathError{Op: "stat", Path: "/a/red.db", Err: syscall.ENOTDIR}}, 4, "stat /a/red.db: not a directory"},
		{fmt.Errorf("export: %w", fs.ErrNotExist), 1, "export: file does not exist"},
	} {
		code, sentence := Exit(test.err, english)
		if code != test.code || !strings.Contains(sentence, test.says) || (sentence == "") != (test.says == "") || strings.ContainsAny(sentence, "\n\x1b") {
			t.Errorf("%v: exit %d, %q", test.err, code, sentence)
		}
		if strings.Count(sentence, "red.db") > 1 {
			t.Errorf("the path twice: %q", sentence)
		}
	}
}

// A refusal that a flag answers names it.
func TestARefusalNamesTheFlag(t *testing.T) {
	for _, language := range locale.Languages() {
		_, sentence := Exit(model.Refuse(redemption.ProductUnconfirmed, "Visio", "Visio P..."), words.Words{Language: language})
		if !strings.Contains(sentence, "--same-product") {
			t.Error(sentence)
		}
	}
}
