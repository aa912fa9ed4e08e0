package line

import (
	"strings"
	"testing"
)

// TestNoKeys finds a key wherever it stands in an argument, as people paste it,
// and takes nothing else for one.
func TestNoKeys(t *testing.T) {
	bare := strings.ReplaceAll(keyText, "-", "")
	for _, arg := range []string{
		keyText, bare, strings.ToLower(keyText), strings.ReplaceAll(keyText, "-", " "), strings.ReplaceAll(keyText, "-", "–"),
		strings.ReplaceAll(keyText, "-", "  "), "--as=" + keyText, "--" + keyText, "-" + bare, "--with=54," + keyText, "name " + keyText, keyText + "\n",
		strings.ReplaceAll(keyText, "-", "\u200b"), strings.ReplaceAll(keyText, "EEEE5", "ＥＥＥＥ５"),
	} {
		if err := NoKeys([]string{"list", arg}); !wrongUsage(err) || strings.Contains(strings.ToUpper(err.Error()), "QWXYZ") {
			t.Errorf("%q: %v", arg, err)
		}
	}
	for _, arg := range []string{
		"", "-", "Microsoft 365 Business Basic", "contoso.onmicrosoft.com", "860697e3-b0aa-4196-a6c6-7ec361ed58f7", strings.Repeat("9", 25),
		keyText[:28], keyText + "6", "/tmp/" + bare, bare + ".json", "25,25,100", "--confirm-end=2027-06-30",
	} {
		if err := NoKeys([]string{arg}); err != nil {
			t.Errorf("%q: %v", arg, err)
		}
	}
}
