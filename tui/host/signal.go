package host

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// OnSignal calls end at the first signal that ends programs.
func OnSignal(end func(os.Signal)) (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT)
	go func() {
		if sig, open := <-signals; open {
			end(sig)
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}

// OnResize calls resized whenever the terminal's window changed, until stop.
func OnResize(resized func()) (stop func()) {
	signals := make(chan os.Signal, 1)
	notifyResize(signals)
	go func() {
		for range signals {
			resized()
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}

// Reader reads until the context ends, even while nothing comes: a signal must
// not wait for the person who still types.
func Reader(ctx context.Context, in io.Reader) io.Reader { return reader{ctx, in} }

type reader struct {
	ctx context.Context
	in  io.Reader
}

func (r reader) Read(into []byte) (int, error) {
	type result struct {
		data []byte
		err  error
	}
	came := make(chan result, 1)
	go func() {
		data := make([]byte, len(into)) // its own: nobody waits for it after the end
		n, err := r.in.Read(data)
		came <- result{data[:n], err}
	}()
	select {
	case got := <-came:
		return copy(into, got.data), got.err
	case <-r.ctx.Done():
		return 0, context.Cause(r.ctx)
	}
}
