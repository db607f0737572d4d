/** The pages that hold the rows from `first` to before `end`. */
export function pagesOf(first: number, end: number, pageSize: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / pageSize);
  return Array.from({ length: Math.floor((end - 1) / pageSize) - from + 1 }, (_, index) => from + index);
}
