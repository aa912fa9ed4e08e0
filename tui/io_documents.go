package tui

import (
	tea "github.com/charmbracelet/bubbletea"
)

// document is what is kept under a name.
type document struct {
	name string
	data []byte
}

type documentsRead struct {
	ticket    ticket
	documents []document
	err       error
}

// readDocuments reads all documents of a kind.
func (s *Session) readDocuments(t ticket, kind string) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() tea.Msg {
		names, err := desk.Documents(ctx, kind)
		found := make([]document, 0, len(names))
		for _, name := range names {
			var data []byte
			if data, err = desk.Document(ctx, kind, name); err != nil {
				break
			}
			found = append(found, document{name, data})
		}
		return documentsRead{t, found, err}
	}
}

// documentKept tells that a document was kept under a name, or deleted.
type documentKept struct {
	ticket ticket
	name   string
	err    error
}

func (s *Session) keepDocument(t ticket, kind string, d document) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() tea.Msg { return documentKept{t, d.name, desk.SaveDocument(ctx, kind, d.name, d.data)} }
}

func (s *Session) deleteDocument(t ticket, kind, name string) tea.Cmd {
	desk, ctx := s.Desk, s.Context
	return func() tea.Msg { return documentKept{t, name, desk.DeleteDocument(ctx, kind, name)} }
}
