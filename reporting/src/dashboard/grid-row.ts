/** Of one group and weekday: sums by hour, and how many days that can be compared have at least each edge's 乖離. */
export interface GridRow {
  readonly groupId: string;
  readonly weekday: number;
  readonly worked: readonly number[];
  readonly pcActive: readonly number[];
  readonly deviating: readonly number[];
}
