import type { LegalCap, LegalCapName, LegalStanding, LegalSummary } from '../contract/legal.ts';
import { gravestOf } from './judge-cap.ts';

/** A person's standing as one row of a list. A warning is a cap that is near or over, or that the forecast sees over by the month's end. */
export function summariseStanding(standing: LegalStanding): LegalSummary {
  const capOf = (name: LegalCapName): LegalCap | undefined => standing.caps.find((each) => each.cap === name);
  const warnings = standing.caps.flatMap(warningOf);
  return {
    month: standing.month,
    monthOvertimeMinutes: capOf('month')?.used ?? 0,
    monthForecastMinutes: standing.forecast?.overtimeMinutes ?? null,
    yearOvertimeMinutes: capOf('year')?.used ?? 0,
    monthTotalMinutes: capOf('singleMonth')?.used ?? 0,
    averageMinutes: capOf('average')?.used ?? 0,
    monthsOver: standing.monthsOver.length,
    restViolations: standing.rest.violations.length,
    leftOutDays: standing.leftOutDays,
    state: gravestOf(warnings.map((warning) => (warning.isForecast ? 'near' : warning.state))),
    warnings,
  };
}

function warningOf({ cap, state, forecastState }: LegalCap): LegalSummary['warnings'] {
  if (state === 'over') return [{ cap, state, isForecast: false }];
  if (forecastState === 'over') return [{ cap, state: 'over', isForecast: true }];
  return state === 'near' ? [{ cap, state, isForecast: false }] : [];
}
