package store

import (
	"encoding/binary"
	"errors"
	"hash/fnv"
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
	smallestPage = 1024
	largestPage  = smallestPage << 14
)

var errMeta = errors.New("not a valid meta page")

// readHeader checks the size and the meta pages of an open file. The error is
// ErrEmpty, ErrForeign or a *DamagedError.
func readHeader(file *os.File) (header, error) {
	first, err := readMeta(file, 0)
	if errors.Is(err, errMeta) {
		return headerFromSecond(file)
	}
	if err != nil {
		return header{}, err
	}
	second, err := readMeta(file, first.pageSize)
	switch {
	case errors.Is(err, errMeta) || err == nil && second.pageSize != first.pageSize:
		first.halved = true
	case err != nil:
		return header{}, err
	case second.txid > first.txid:
		first = second
	}
	return first, first.fits(file)
}

// headerFromSecond looks for the second meta page where the first is damaged;
// its place depends on the page size, which only it tells.
func headerFromSecond(file *os.File) (header, error) {
	for size := int64(smallestPage); size <= largestPage; size *= 2 {
		found, err := readMeta(file, size)
		if err == nil && found.pageSize == size {
			found.halved = true
			return found, found.fits(file)
		}
		if err != nil && !errors.Is(err, errMeta) {
			return header{}, err
		}
	}
	info, err := file.Stat()
	switch {
	case err != nil:
		return header{}, err
	case info.Size() == 0:
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
	if n, err := file.ReadAt(page[:], at); errors.Is(err, io.EOF) || err == nil && n < len(page) {
		return header{}, errMeta
	} else if err != nil {
		return header{}, err
	}
	meta := page[metaAt:]
	word := func(at int) uint64 { return binary.NativeEndian.Uint64(meta[at:]) }
	sum := fnv.New64a()
	sum.Write(meta[:metaSize-8])
	if binary.NativeEndian.Uint32(meta) != boltMagic || binary.NativeEndian.Uint32(meta[4:]) != boltVersion ||
		word(56) != sum.Sum64() {
		return header{}, errMeta
	}
	size := int64(binary.NativeEndian.Uint32(meta[8:]))
	if size < smallestPage || size > largestPage || size&(size-1) != 0 {
		return header{}, errMeta
	}
	return header{pageSize: size, root: word(16), freelist: word(32), pages: word(40), txid: word(48)}, nil
}

// fits checks that everything the header points to lies within the file.
func (h header) fits(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	damaged := func(detail string) error {
		return &DamagedError{Part: "header", Ref: model.Ref{}, Detail: detail}
	}
	switch {
	case h.freelist == ^uint64(0): // no stored free list: this program always stores it
		return ErrForeign
	case h.pages < 4 || h.root < 2 || h.root >= h.pages || h.freelist < 2 || h.freelist >= h.pages:
		return damaged("points outside the file")
	case h.pages > uint64(info.Size())/uint64(h.pageSize):
		return damaged("says that the file is longer than it is: its end was cut off")
	}
	return nil
}
