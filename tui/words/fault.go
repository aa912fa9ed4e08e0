package words

import (
	"benefitdesk/model"
	"benefitdesk/tui/locale"
)

// faultMessages are the words for what goes wrong below the rules. The codes
// are the store's and those of the readers; this package knows only their
// names.
var faultMessages = map[model.Code]locale.Message{
	"store_locked":      locale.StoreLocked,
	"store_foreign":     locale.StoreForeign,
	"store_damaged":     locale.StoreDamaged,
	"store_newer":       locale.StoreNewer,
	"store_older":       locale.StoreOlder,
	"store_empty":       locale.StoreEmpty,
	"store_directory":   locale.StoreDirectory,
	"store_read_only":   locale.StoreReadOnly,
	"store_unreadable":  locale.StoreUnreadable,
	"store_homeless":    locale.StoreHomeless,
	"store_no_space":    locale.StoreNoSpace,
	"store_vanished":    locale.StoreVanished,
	"store_replaced":    locale.StoreReplaced,
	"store_tightened":   locale.StoreTightened,
	"store_loose":       locale.StoreLoose,
	"store_half_header": locale.StoreHalfHeader,
	"keys_locked":       locale.StoreKeysLocked,
	"key_exists":        locale.StoreKeyExists,
	"store_migrated":    locale.StoreMigrated,
	"unknown_value":     locale.NoteUnknownValue,
	"unknown_kept":      locale.NoteUnknownKept,
	"kept_status":       locale.NoteKeptStatus,
	"shared_count":      locale.NoteSharedCount,
	"no_total":          locale.NoteNoTotal,
	"not_guessed":       locale.NoteNotGuessed,
	"dangling_ref":      locale.NoteDanglingRef,
	"first_page":        locale.NoteFirstPage,
	"not_saved":         locale.StoreNotSaved,
}

// Notice writes a note that is neither a refusal nor a warning of a
// redemption.
func (w Words) Notice(n model.Notice) string {
	if n.Code == "store_locked" && len(n.Args) == 0 {
		return w.Text(locale.StoreLockedUnknown)
	}
	if _, ofFile := fileMessages[n.Code]; ofFile {
		return w.coded(fileMessages, n)
	}
	return w.coded(faultMessages, n)
}
