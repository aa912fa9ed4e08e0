package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"benefitdesk/model"
	"benefitdesk/redemption"
)

// The files of this package that name every message without showing any.
var catalogueFiles = map[string]bool{"messages.go": true, "english.go": true, "chinese.go": true, "japanese.go": true}

// ranges are the messages from which others are counted, with how many there
// are: the first for the first value of an enumeration, and so on.
func ranges() map[string]int {
	return map[string]int{
		"WorkspaceCloud":         len(model.Lists()),
		"TabCloud":               len(model.Workspaces()),
		"KindPartner":            len(model.Kinds()),
		"RolePartnerAdmin":       len(model.Roles()),
		"RightViewBenefits":      len(model.Rights()),
		"MembershipProvisioning": len(model.MembershipStates()),
		"RefundRevealed":         len(model.RefundCauses()),
		"FilterAll":              1 + len(model.Phases()),
		"ActionExtend":           len(redemption.Actions()),
		"ActionExtendHelp":       len(redemption.Actions()),
		"ShortExtend":            len(redemption.Actions()),
		"LinkActivate":           len(redemption.Links()),
	}
}

// messageNames lists the messages as messages.go declares them; the name of
// message m is at m-1.
func messageNames(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "messages.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, declaration := range file.Decls {
		group, ok := declaration.(*ast.GenDecl)
		if !ok || group.Tok != token.CONST {
			continue
		}
		for _, spec := range group.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				if name.Name != "messageEnd" {
					names = append(names, name.Name)
				}
			}
		}
	}
	return names
}

func TestNoMessageIsUnused(t *testing.T) {
	names := messageNames(t)
	number := map[string]int{}
	for i, name := range names {
		number[name] = i
	}
	used := map[string]bool{}
	counted := map[string]string{} // first message of a range: where it is counted from
	for path, file := range moduleFiles(t) {
		inspect(file, filepath.Dir(path) == ".", func(name string) {
			used[name] = true
		}, func(first string) {
			counted[first] = path
		})
	}
	lengths := ranges()
	for first, path := range counted {
		if _, isMessage := number[first]; !isMessage {
			continue
		}
		if lengths[first] == 0 {
			t.Errorf("%s counts messages from %s; add it to the ranges of this test", path, first)
		}
		for i := range lengths[first] {
			used[names[number[first]+i]] = true
		}
	}
	for first := range lengths {
		if counted[first] == "" {
			t.Errorf("nothing counts messages from %s any more; take it off the ranges of this test", first)
		}
	}
	for _, name := range names {
		if !used[name] {
			t.Errorf("nothing shows %s", name)
		}
	}
}

// moduleFiles parses the Go files of the module that are no tests, by their
// path from this package.
func moduleFiles(t *testing.T) map[string]*ast.File {
	t.Helper()
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	root := moduleRoot(t, here)
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := entry.Name()
		switch {
		case entry.IsDir() && path != root && (name == "testdata" || name == "vendor" || name[0] == '.'):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		case filepath.Dir(path) == here && catalogueFiles[name]:
			return nil
		}
		from, err := filepath.Rel(here, path)
		if err != nil {
			return err
		}
		files[from], err = parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// moduleRoot is the nearest folder above that has a go.mod.
func moduleRoot(t *testing.T, folder string) string {
	t.Helper()
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		above := filepath.Dir(folder)
		if above == folder {
			t.Fatal("no go.mod above this package")
		}
		folder = above
	}
}

// inspect reports the names of this package that a file uses, and those to
// which it adds something.
func inspect(file *ast.File, own bool, use, count func(name string)) {
	local := ""
	for _, spec := range file.Imports {
		if path, _ := strconv.Unquote(spec.Path.Value); path == "benefitdesk/tui/locale" {
			local = "locale"
			if spec.Name != nil {
				local = spec.Name.Name
			}
		}
	}
	named := func(node ast.Node) string {
		switch n := node.(type) {
		case *ast.Ident:
			if own {
				return n.Name
			}
		case *ast.SelectorExpr:
			if left, ok := n.X.(*ast.Ident); ok && local != "" && left.Name == local {
				return n.Sel.Name
			}
		}
		return ""
	}
	ast.Inspect(file, func(node ast.Node) bool {
		if sum, ok := node.(*ast.BinaryExpr); ok && (sum.Op == token.ADD || sum.Op == token.SUB) {
			if name := named(sum.X); name != "" {
				count(name)
			}
			if name := named(sum.Y); name != "" {
				count(name)
			}
		}
		if name := named(node); name != "" {
			use(name)
		}
		return true
	})
}
