/**
 * The line at which a text stops being iCalendar, counted as an editor counts it; undefined: its form is sound. The library knows the mistake but
 * not its place, and its message quotes the line, which may be private.
 */
export function lineOfMistake(text: string): number | undefined {
  const open: string[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    const isContinuation = line.startsWith(' ') || line.startsWith('\t');
    if (line.trim() === '' || isContinuation) continue;
    if (!/^[A-Za-z0-9.-]+[;:]/.test(line)) return index + 1;
    const [, word = '', name = ''] = /^(BEGIN|END):\s*([\w-]+)/i.exec(line) ?? [];
    if (word.toUpperCase() === 'BEGIN') open.push(name.toUpperCase());
    if (word.toUpperCase() === 'END' && open.pop() !== name.toUpperCase()) return index + 1;
  }
  return open.length === 0 ? undefined : lines.length;
}
