/** Another system, as its token says. */
export interface Caller {
  readonly tenantId: string;
  readonly tokenId: string;
  /** `yyyymm`, both included. */
  readonly firstMonth: string;
  readonly lastMonth: string;
  /** Null: everyone. */
  readonly groupIds: readonly string[] | null;
}
