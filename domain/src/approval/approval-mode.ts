import type { RequestMode } from '../contract/requests.ts';
import type { WorkStyle } from '../contract/work-rules.ts';
import type { ApprovalMode, RequirementMode } from '../roster/types.ts';

/** 勤務形態に従う: remote is manual, the rest automatic (G:664-677, 729-731). */
const byMode = (mode: ApprovalMode, workStyle: WorkStyle): RequestMode => {
  if (mode !== 'byWorkStyle') return mode;
  return workStyle === 'remote' ? 'manual' : 'automatic';
};

export interface PressCircumstances {
  /** 開始申請承認必須区分 or 終了申請承認必須区分, as it holds on the work date. */
  readonly mode: ApprovalMode;
  /** start: the style chosen. end: the day's. */
  readonly workStyle: WorkStyle;
  /** A person has approved this day already. */
  readonly isDayApproved: boolean;
}

/**
 * Whether 開始 waits for an approver: as the person's mode says, and always where the day had been approved before.
 *
 *   mode          通常, 外出     在宅
 *   byWorkStyle   automatic    manual
 *   automatic     automatic    automatic
 *   manual        manual       manual
 *
 * Source: SPEC 5; G:664-677.
 */
export const startRequestMode = ({ mode, workStyle, isDayApproved }: PressCircumstances): RequestMode =>
  isDayApproved ? 'manual' : byMode(mode, workStyle);

/** Like the start's, and manual on a day with 残業申請, whatever became of that one unless it was withdrawn. Source: SPEC 5; G:731-732. */
export const endRequestMode = (press: PressCircumstances & { readonly hasOvertimeRequest: boolean }): RequestMode =>
  press.hasOvertimeRequest ? 'manual' : startRequestMode(press);

/** 業務登録 at 開始, 業務報告 at 終了: 在宅 makes both mandatory where the work style decides (G:678-688, 729-731). */
export const isRequired = (mode: RequirementMode, workStyle: WorkStyle): boolean =>
  mode === 'mandatory' || (mode === 'byWorkStyle' && workStyle === 'remote');
