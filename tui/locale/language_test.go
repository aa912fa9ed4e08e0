package locale

import (
	"errors"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]Language{
		"en": English, "en-GB": English, "en_US.UTF-8": English, "EN": English,
		"zh": Chinese, "zh_CN": Chinese, "zh_CN.UTF-8": Chinese, "zh-Hans": Chinese, "zh-SG": Chinese, "ZH-cn": Chinese,
		"zh-Hans-CN": Chinese,
		"ja":         Japanese, "ja_JP": Japanese, "ja_JP.eucJP": Japanese, "ja-JP": Japanese,
	} {
		if got, err := Parse(text); got != want || err != nil {
			t.Errorf("Parse(%q) = %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestParseRefusesOtherLanguages(t *testing.T) {
	for _, text := range []string{
		"", "C", "POSIX", "C.UTF-8", "de", "de_DE.UTF-8", "jam", "eng", "english", "x-en", "-", "_CN",
		"zh_TW", "zh_TW.UTF-8", "zh-HK", "zh-Hant", "ZH-HANT",
	} {
		got, err := Parse(text)
		if got != 0 || !errors.Is(err, ErrNoLanguage) {
			t.Errorf("Parse(%q) = %v, %v; want no language and ErrNoLanguage", text, got, err)
		}
	}
}

func TestTagsAreParsed(t *testing.T) {
	if len(Languages()) != 3 {
		t.Fatalf("Languages() = %v", Languages())
	}
	for _, l := range Languages() {
		if got, err := Parse(l.Tag()); got != l || err != nil {
			t.Errorf("Parse(%q) = %v, %v; want %s", l.Tag(), got, err, l.Name())
		}
		if l.Name() == "" {
			t.Errorf("%s has no name", l.Tag())
		}
	}
}

func TestChoose(t *testing.T) {
	type env map[string]string
	for _, c := range []struct {
		what string
		flag string
		env  env
		want Language
	}{
		{"nothing set", "", nil, English},
		{"only the flag", "ja", nil, Japanese},
		{"the flag before everything", "en", env{"BENEFITDESK_LANG": "ja", "LC_ALL": "zh_CN", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, English},
		{"its own variable before the system's", "", env{"BENEFITDESK_LANG": "ja", "LC_ALL": "zh_CN", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, Japanese},
		{"LC_ALL before LC_MESSAGES", "", env{"LC_ALL": "ja_JP.UTF-8", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"}, Japanese},
		{"LC_MESSAGES before LANG", "", env{"LC_MESSAGES": "ja_JP.UTF-8", "LANG": "zh_CN.UTF-8"}, Japanese},
		{"LANG", "", env{"LANG": "zh_CN.UTF-8"}, Chinese},
		{"an empty variable is not set", "", env{"BENEFITDESK_LANG": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "ja_JP"}, Japanese},
		{"a wrong own variable is passed over", "", env{"BENEFITDESK_LANG": "klingon", "LC_ALL": "ja_JP"}, Japanese},
		{"a wrong own variable alone", "", env{"BENEFITDESK_LANG": "klingon"}, English},
		{"C overrides what follows", "", env{"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, English},
		{"POSIX overrides what follows", "", env{"LC_MESSAGES": "POSIX", "LANG": "ja_JP.UTF-8"}, English},
		{"C in UTF-8", "", env{"LANG": "C.UTF-8"}, English},
		{"another language overrides what follows", "", env{"LC_ALL": "de_DE.UTF-8", "LANG": "ja_JP.UTF-8"}, English},
		{"Traditional Chinese", "", env{"LANG": "zh_TW.UTF-8"}, English},
		{"Traditional Chinese before another language", "", env{"LC_ALL": "zh_TW.UTF-8", "LANG": "zh_CN.UTF-8"}, English},
	} {
		got, err := Choose(c.flag, func(name string) string { return c.env[name] })
		if got != c.want || err != nil {
			t.Errorf("%s: %v, %v; want %s", c.what, got, err, c.want.Name())
		}
	}
}

func TestChooseRefusesAWrongFlag(t *testing.T) {
	for _, flag := range []string{"de", "zh_TW", "C", " "} {
		if got, err := Choose(flag, func(string) string { return "ja" }); !errors.Is(err, ErrNoLanguage) {
			t.Errorf("Choose(%q) = %v, %v; want ErrNoLanguage", flag, got, err)
		}
	}
}
