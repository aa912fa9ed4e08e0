package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "benefitdesk"

// source is a file of the module with what it imports.
type source struct {
	name    string
	folder  string // "" is the top level
	test    bool
	imports []string
	file    *ast.File
}

// sources reads every file of the module, whatever its build constraints.
func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata"):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		s := source{name: name, folder: strings.TrimPrefix(path.Dir(filepath.ToSlash(name)), "."), test: strings.HasSuffix(name, "_test.go"), file: file}
		for _, spec := range file.Imports {
			s.imports = append(s.imports, strings.Trim(spec.Path.Value, `"`))
		}
		all = append(all, s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// ours is the folder of a package of this module.
func ours(imported string) (folder string, ok bool) {
	return strings.CutPrefix(imported, module+"/")
}

// standard tells whether a package is of the standard library.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return !strings.Contains(first, ".") && first != module
}

// arrows are the packages of this module that each may import; a name that
// ends in /* stands for everything below it as well. What is not listed may
// import none.
var arrows = map[string][]string{
	"":                {"*"},
	"model":           {"model/clean"},
	"model/clean":     {},
	"model/modeltest": {"model"},
	"redemption":      {"model"},
	"store":           {"model", "model/clean"},
	"store/exchange":  {"model", "model/clean"},
	"store/table":     {"model", "model/clean"},
	"store/desk":      {"model", "model/clean", "store", "store/exchange", "store/table"},
	"tui":             {"model", "model/clean", "redemption", "tui/kit", "tui/theme", "tui/locale", "tui/words", "tui/host"},
	"tui/kit":         {"tui/theme"},
	"tui/line":        {"model", "model/clean", "redemption", "tui/locale", "tui/words", "tui/host"},
	"tui/words":       {"model", "model/clean", "redemption", "tui/locale"},
	"tui/theme":       {},
	"tui/locale":      {},
	"tui/host":        {"redemption"}, // the pages that may be opened
}

// TestArrows keeps the packages' dependencies as they are meant to be. Tests
// may also use what is beside them.
func TestArrows(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		allowed, known := arrows[s.folder]
		if !known {
			t.Errorf("%s: the package %s is in no row of the arrows", s.name, s.folder)
		}
		for _, imported := range s.imports {
			folder, ok := ours(imported)
			if !ok || s.test || slices.Contains(allowed, "*") || slices.Contains(allowed, folder) {
				continue
			}
			t.Errorf("%s: %s must not import %s", s.name, s.folder, folder)
		}
	}
}

// TestPureRules: model and redemption know only the standard library.
func TestPureRules(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if top, _, _ := strings.Cut(s.folder, "/"); s.test || top != "model" && top != "redemption" {
			continue
		}
		for _, imported := range s.imports {
			if _, ok := ours(imported); !ok && !standard(imported) {
				t.Errorf("%s imports %s", s.name, imported)
			}
			if imported == "os" || imported == "net" || imported == "os/exec" {
				t.Errorf("%s imports %s: the rules do no I/O", s.name, imported)
			}
		}
	}
}

// TestStoreAndScreensMeetInMain: the screens never see the store or bbolt, not
// in their tests either, and only main knows both.
func TestStoreAndScreensMeetInMain(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		screens, stored := false, false
		for _, imported := range s.imports {
			folder, _ := ours(imported)
			top, _, _ := strings.Cut(folder, "/")
			screens = screens || top == "tui"
			stored = stored || top == "store" || strings.HasPrefix(imported, "go.etcd.io/bbolt")
		}
		top, _, _ := strings.Cut(s.folder, "/")
		if top == "tui" && stored {
			t.Errorf("%s: the screens import the store", s.name)
		}
		if screens && stored && s.folder != "" {
			t.Errorf("%s: only main may know both the store and the screens", s.name)
		}
	}
}

// TestLinesNeedNoScreen: what the commands print reaches bubbletea by no way.
func TestLinesNeedNoScreen(t *testing.T) {
	t.Parallel()
	imports := map[string][]string{}
	for _, s := range sources(t) {
		if !s.test {
			imports[s.folder] = append(imports[s.folder], s.imports...)
		}
	}
	reached, todo := map[string]bool{}, []string{"tui/line"}
	for len(todo) > 0 {
		folder := todo[0]
		todo = todo[1:]
		if reached[folder] {
			continue
		}
		reached[folder] = true
		for _, imported := range imports[folder] {
			if strings.HasPrefix(imported, "github.com/charmbracelet/bubble") || strings.HasPrefix(imported, "github.com/charmbracelet/lipgloss") {
				t.Errorf("tui/line reaches %s through %s", imported, folder)
			}
			if next, ok := ours(imported); ok {
				todo = append(todo, next)
			}
		}
	}
}

// TestOnlyTheThemeNamesColours: nothing else of lipgloss or termenv that makes
// one is mentioned elsewhere.
func TestOnlyTheThemeNamesColours(t *testing.T) {
	t.Parallel()
	for _, s := range sources(t) {
		if s.test || s.folder == "tui/theme" {
			continue
		}
		for _, imported := range s.imports {
			if imported == "github.com/muesli/termenv" || strings.HasPrefix(imported, "github.com/lucasb-eyer/go-colorful") {
				t.Errorf("%s imports %s", s.name, imported)
			}
		}
		ast.Inspect(s.file, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if of, ok := selector.X.(*ast.Ident); ok && of.Name == "lipgloss" && strings.Contains(selector.Sel.Name, "Color") {
				t.Errorf("%s names lipgloss.%s", s.name, selector.Sel.Name)
			}
			return true
		})
	}
}

// TestTopLevel: new code finds its room under what is there.
func TestTopLevel(t *testing.T) {
	t.Parallel()
	allowed := []string{"main.go", "tui", "model", "store", "redemption", "testdata", "go.mod", "go.sum", "README.md", "LICENSE"}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if slices.Contains(allowed, name) || strings.HasPrefix(name, ".") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if name == module && !entry.IsDir() { // a build that git ignores
			continue
		}
		t.Errorf("%s does not belong on the top level", name)
	}
}
