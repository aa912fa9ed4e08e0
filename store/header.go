package store

import (
	"encoding/binary"
	"errors"
	"io"
	"os"

	"benefitdesk/model"
)

// header is what the meta pages of a bbolt file say. bbolt trusts them, so
// they are checked before it opens the file.
type header struct {
	pageSize int64
	root     uint64
	freelist uint64
	pages    uint64 // high-water mark: every page id is below it
	txid     uint64
	halved   bool // one of the two meta pages is damaged
}

// The layout of a meta page: a page header of 16 bytes, then magic, version,
// page size, flags (4 bytes each), root, root sequence, freelist, high-water
// mark, transaction id, checksum (8 each), in the byte order of the machine.
const (
	metaAt       = 16
	metaSize     = 64
	boltMagic    = 0xED0CDAED
	boltVersion  = 2
	usualPage    = 4096 // of the files that this program makes
	fnvOffset    = 0xCBF29CE484222325
	fnvPrime     = 0x100000001B3
	smallestPage = 1024
	largestPage  = smallestPage << 14
)

var errMeta = errors.New("not a valid meta page")

// readHeader checks the size and the meta pages of an open file of a size. The error is
// ErrEmpty, ErrForeign or a *DamagedError.
func readHeader(file *os.File, size int64) (header, error) {
	var both [usualPage + metaAt + metaSize]byte
	n, err := file.ReadAt(both[:], 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return header{}, err
	}
	first, err := parseMeta(both[:n])
	if err != nil {
		return headerFromSecond(file, size)
	}
	var second header
	if first.pageSize == usualPage {
		second, err = parseMeta(both[min(usualPage, n):n])
	} else {
		second, err = readMeta(file, first.pageSize)
	}
	switch {
	case errors.Is(err, errMeta) || err == nil && second.pageSize != first.pageSize:
		first.halved = true
	case err != nil:
		return header{}, err
	case second.txid > first.txid:
		first = second
	}
	return first, first.fits(size)
}

// headerFromSecond looks for the second meta page where the first is damaged;
// its place depends on the page size, which only it tells.
func headerFromSecond(file *os.File, size int64) (header, error) {
	for page := int64(smallestPage); page <= largestPage; page *= 2 {
		found, err := readMeta(file, page)
		if err == nil && found.pageSize == page {
			found.halved = true
			return found, found.fits(size)
		}
		if err != nil && !errors.Is(err, errMeta) {
			return header{}, err
		}
	}
	switch {
	case size == 0:
		return header{}, ErrEmpty
	case looksLikeBolt(file):
		return header{}, &DamagedError{Part: "header", Detail: "has no valid meta page"}
	}
	return header{}, ErrForeign
}

// looksLikeBolt tells a damaged database from a file of another program.
func looksLikeBolt(file *os.File) bool {
	var magic [4]byte
	for at := int64(0); at <= largestPage; at = max(smallestPage, at*2) {
		_, err := file.ReadAt(magic[:], at+metaAt)
		if err == nil && binary.NativeEndian.Uint32(magic[:]) == boltMagic {
			return true
		}
	}
	return false
}

func readMeta(file *os.File, at int64) (header, error) {
	var page [metaAt + metaSize]byte
	n, err := file.ReadAt(page[:], at)
	if err != nil && !errors.Is(err, io.EOF) {
		return header{}, err
	}
	return parseMeta(page[:n])
}

// parseMeta reads the beginning of a meta page.
func parseMeta(page []byte) (header, error) {
	if len(page) < metaAt+metaSize {
		return header{}, errMeta
	}
	meta := page[metaAt : metaAt+metaSize]
	word := func(at int) uint64 { return binary.NativeEndian.Uint64(meta[at:]) }
	sum := uint64(fnvOffset)
	for _, b := range meta[:metaSize-8] {
		sum = (sum ^ uint64(b)) * fnvPrime
	}
	if binary.NativeEndian.Uint32(meta) != boltMagic || binary.NativeEndian.Uint32(meta[4:]) != boltVersion ||
		word(56) != sum {
		return header{}, errMeta
	}
	size := int64(binary.NativeEndian.Uint32(meta[8:]))
	if size < smallestPage || size > largestPage || size&(size-1) != 0 {
		return header{}, errMeta
	}
	return header{pageSize: size, root: word(16), freelist: word(32), pages: word(40), txid: word(48)}, nil
}

// fits checks that everything the header points to lies within the file.
func (h header) fits(size int64) error {
	damaged := func(detail string) error {
		return &DamagedError{Part: "header", Ref: model.Ref{}, Detail: detail}
	}
	switch {
	case h.freelist == ^uint64(0): // no stored free list: this program always stores it
		return ErrForeign
	case h.pages < 4 || h.root < 2 || h.root >= h.pages || h.freelist < 2 || h.freelist >= h.pages:
		return damaged("points outside the file")
	case h.pages > uint64(size)/uint64(h.pageSize):
		return damaged("says that the file is longer than it is: its end was cut off")
	}
	return nil
}
