package sladd;

import java.lang.ref.Cleaner;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * A native handle that is given back once, and never while somebody uses it. Forgotten ones are given back by the
 * garbage collector; close them all the same, since it comes late.
 */
abstract class Handle implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final State state;
    private final Cleaner.Cleanable cleanable;

    Handle(long address, LongConsumer free) {
        state = new State(address, free);
        cleanable = CLEANER.register(this, state);
    }

    /** Uses the handle; closing waits until it is done. */
    final <T> T use(LongFunction<T> work) {
        state.lock.readLock().lock();
        try {
            if (state.address == 0) {
                throw new IllegalStateException(getClass().getSimpleName() + " is closed");
            }
            return work.apply(state.address);
        } finally {
            state.lock.readLock().unlock();
            // The collector could otherwise free it during the call, when nothing of `this` is needed any more.
            java.lang.ref.Reference.reachabilityFence(this);
        }
    }

    /** Gives the handle back; a second time does nothing. */
    @Override
    public final void close() {
        cleanable.clean();
    }

    /** Apart from the object, so that the cleaner does not keep what it waits for. */
    private static final class State implements Runnable {
        private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        private final LongConsumer free;
        private long address;

        State(long address, LongConsumer free) {
            this.address = address;
            this.free = free;
        }

        @Override
        public void run() {
            lock.writeLock().lock();
            try {
                free.accept(address);
                address = 0;
            } finally {
                lock.writeLock().unlock();
            }
        }
    }
}
