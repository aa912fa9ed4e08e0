package store

import (
	"bytes"

	"go.etcd.io/bbolt"
)

// cursor walks the entries of a bucket, those in "recent" included, in one
// direction.
type cursor struct {
	key, value []byte // nil at the end

	bucket   bucket
	recent   recent
	at       int // in recent
	base     *bbolt.Cursor
	baseKey  []byte
	baseData []byte
	step     int  // 1 or -1
	fromBase bool // where key and value come from
	shadowed int  // entries of the bucket for which others stand, up to here
}

// ascend begins with the first key that is not below one.
func (v *view) ascend(b bucket, from []byte) (*cursor, error) {
	in, err := v.bucket(b)
	if err != nil {
		return nil, err
	}
	c := &cursor{bucket: b, recent: v.recent, base: in.Cursor(), step: 1}
	c.at, _ = v.recent.search(b, from)
	c.baseKey, c.baseData = c.base.Seek(from)
	c.settle()
	return c, nil
}

// descend begins with the last key that is not above one; nil is above all.
func (v *view) descend(b bucket, to []byte) (*cursor, error) {
	in, err := v.bucket(b)
	if err != nil {
		return nil, err
	}
	c := &cursor{bucket: b, recent: v.recent, base: in.Cursor(), step: -1}
	found := false
	if to == nil {
		c.at, _ = v.recent.search(b+1, nil)
		c.baseKey, c.baseData = c.base.Last()
	} else {
		c.at, found = v.recent.search(b, to)
		c.baseKey, c.baseData = c.base.Seek(to)
		switch {
		case c.baseKey == nil:
			c.baseKey, c.baseData = c.base.Last()
		case !bytes.Equal(c.baseKey, to):
			c.baseKey, c.baseData = c.base.Prev()
		}
	}
	if !found {
		c.at--
	}
	c.settle()
	return c, nil
}

// next moves on.
func (c *cursor) next() {
	if c.fromBase {
		c.moveBase()
	} else {
		c.at += c.step
	}
	c.settle()
}

func (c *cursor) moveBase() {
	if c.step > 0 {
		c.baseKey, c.baseData = c.base.Next()
	} else {
		c.baseKey, c.baseData = c.base.Prev()
	}
}

// settle chooses between the two places.
func (c *cursor) settle() {
	for {
		var key, value []byte
		if c.at >= 0 && c.at < c.recent.count() {
			b, k, v := c.recent.at(c.at)
			if b == c.bucket {
				key, value = k, v
			}
		}
		order := 1 // of the base key, which is first
		switch {
		case key == nil:
		case c.baseKey == nil:
			order = -1
		default:
			order = bytes.Compare(key, c.baseKey) * c.step
		}
		switch {
		case order > 0:
			c.key, c.value, c.fromBase = c.baseKey, c.baseData, true
			return
		case order == 0:
			c.shadowed++
			c.moveBase()
		case value == nil: // deleted
			c.at += c.step
		default:
			c.key, c.value, c.fromBase = key, value, false
			return
		}
	}
}
