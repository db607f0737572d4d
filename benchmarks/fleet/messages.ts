/** What a part of a fleet is told at its start. */
export interface FleetOrder {
  readonly ingestUrl: string;
  readonly secretsDir: string;
  /** JSON: the people whose PCs it plays. */
  readonly peopleFile: string;
  /** People whose every answered minute is reported. */
  readonly probeIds: readonly string[];
  /** Over how long the PCs come one by one; afterwards each sends once a minute. */
  readonly rampMs: number;
}

export type FleetReport =
  | { readonly type: 'enrolled' }
  | { readonly type: 'answered'; readonly personId: string; readonly minute: number; readonly at: number }
  | { readonly type: 'total'; readonly total: FleetTotal };

export interface FleetTotal {
  readonly exchanges: number;
  /** Requests without an answer, or with another than 200, by reason: the sender tried again. */
  readonly failures: Readonly<Record<string, number>>;
  readonly recorded: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  /** Recorded and not yet answered. */
  readonly pending: number;
}
