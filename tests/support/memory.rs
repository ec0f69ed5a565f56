//! What stands in the memory of this process. It reads its own memory, so this is for Linux alone.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses a part of it")]

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::sync::Mutex;

/// How often the bytes stand in writable memory, the reading buffer aside.
fn remains(secret: &[u8]) -> usize {
    search(secret.len(), |window| window == secret)
}

/// How often a secret stands in writable memory besides where it is given, which is overwritten.
pub fn copies(mut secret: Vec<u8>) -> usize {
    let found = remains(&secret) - 1;
    secret.fill(0);
    std::hint::black_box(&secret);
    found
}

/// How often the bytes stand in writable memory with so many bytes from one to the next.
pub fn remains_apart(secret: &[u8], stride: usize) -> usize {
    let length = (secret.len() - 1) * stride + 1;
    search(length, |window| window.iter().step_by(stride).eq(secret))
}

/// How many stretches of so many bytes of writable memory are what is searched for.
fn search(length: usize, is_it: impl Fn(&[u8]) -> bool) -> usize {
    // Two that read at once would find what the other has just read.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock();
    let memory = File::open("/proc/self/mem").unwrap();
    let mut chunk = vec![0_u8; 1 << 16];
    let own = chunk.as_ptr().addr()..chunk.as_ptr().addr() + chunk.len();
    let mut found = 0;
    for line in fs::read_to_string("/proc/self/maps").unwrap().lines() {
        let (range, rest) = line.split_once(' ').unwrap();
        if !rest.starts_with("rw") || line.contains("[stack]") {
            continue;
        }
        let (start, end) = range.split_once('-').unwrap();
        let (mut at, end) = (usize::from_str_radix(start, 16).unwrap(), usize::from_str_radix(end, 16).unwrap());
        while at < end {
            if own.contains(&at) {
                at = own.end;
                continue;
            }
            let end = if at < own.start { end.min(own.start) } else { end };
            let read = chunk.len().min(end - at);
            if memory.read_exact_at(&mut chunk[..read], at as u64).is_ok() {
                found += chunk[..read].windows(length).filter(|window| is_it(window)).count();
            }
            // What begins in the last bytes of one stretch ends in the next.
            at += if at + read < end { read - (length - 1) } else { read };
        }
        chunk.fill(0);
    }
    found
}

/// A word of no language, put together at run time so that it stands nowhere in the binary. It is so long that what an
/// allocator writes into memory that it has back does not hide it.
pub fn secret(seed: u8) -> Vec<u8> {
    (0..44).map(|i: u8| b'b' + (i.wrapping_mul(7).wrapping_add(seed)) % 20).collect()
}

/// Overwrites what the caller owns, as a host that cares does.
pub fn overwrite(text: String) {
    let mut bytes = text.into_bytes();
    bytes.fill(b'.');
    std::hint::black_box(&bytes);
}
