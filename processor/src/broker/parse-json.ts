/** The JSON of a message; undefined when it is none (which no schema accepts). */
export function parseJson(data: Uint8Array): unknown {
  return parseText(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'));
}

export function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
