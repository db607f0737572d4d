/** What a person may set for a longer or a repeated run of the faults. */
export const e2eEnv = (env: NodeJS.ProcessEnv = process.env) => ({
  /** Printed by each run; the same one kills in the same order. */
  seed: Number(env.KINMU_E2E_SEED ?? Date.now() % 1_000_000),
  survivalSeconds: Number(env.KINMU_E2E_SURVIVAL_SECONDS ?? 30),
});
