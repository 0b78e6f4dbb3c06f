/** All that a stream sends. */
export async function collect<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const received: T[] = [];
  for await (const one of stream) received.push(one);
  return received;
}
