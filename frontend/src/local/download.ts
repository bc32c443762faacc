// Fetching large files with progress, and unpacking them here: hosts differ in whether they unpack a .gz on its way.

/** Returns a file as it was sent; `told` hears how many bytes there are so far. Raises when it is not there. */
export async function fetched(address: string, stop: AbortSignal, told: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const answer = await fetch(address, { signal: stop });
  if (!answer.ok || !answer.body) throw new Error(`${address}: ${answer.status}`);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(pieces).arrayBuffer());
    pieces.push(value);
    told((bytes += value.length));
  }
}

/** Returns the content of a file, unpacked when it begins as gzip does (RFC 1952 §2.3.1). */
export function unpacked(file: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const content = new Blob([file]).stream();
  return file[0] === 0x1f && file[1] === 0x8b ? content.pipeThrough(new DecompressionStream("gzip")) : content;
}
