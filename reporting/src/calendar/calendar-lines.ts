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

/** One VCALENDAR without its events, and the events, each as text. */
export interface SplitCalendar {
  frame: string;
  readonly events: string[];
}

/** A text of sound form, taken apart. A file may hold several calendars one after another. */
export function splitEvents(text: string): SplitCalendar[] {
  const calendars: SplitCalendar[] = [];
  let event: string[] | undefined;
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (/^BEGIN:\s*VCALENDAR\s*$/i.test(line)) calendars.push({ frame: '', events: [] });
    if (/^BEGIN:\s*VEVENT\s*$/i.test(line)) event = [];
    const calendar = calendars.at(-1);
    if (event === undefined && calendar !== undefined) calendar.frame += `${line}\r\n`;
    event?.push(line);
    if (!/^END:\s*VEVENT\s*$/i.test(line) || event === undefined) continue;
    calendar?.events.push(event.join('\r\n'));
    event = undefined;
  }
  return calendars;
}
