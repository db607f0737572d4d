import { z } from 'zod';
import { isZone } from '../settings/is-zone.ts';
import { endpoint } from './endpoint.ts';
import { privacyPolicySchema } from './privacy-policy.ts';
import { workDateSchema } from './work-rules.ts';

/** 契約種別. The dashboard needs `advanced`; application files need `standard` or `advanced`. */
export const PLANS = ['telework', 'standard', 'advanced'] as const;
export type Plan = (typeof PLANS)[number];

/** What an administrator can change on テナント管理. */
const changeableFields = {
  /** 「申請/承認のメール送信」. Mails about registration and passwords go out whatever it says (G:366-376). */
  sendsRequestMail: z.boolean(),
  /** IANA name, such as Asia/Tokyo. */
  zone: z.string().min(1).max(64),
  privacy: privacyPolicySchema,
  plan: z.enum(PLANS),
  /** Null: no limit. Never below the licences used (G:1567). */
  licenceCount: z.int().min(1).max(1_000_000).nullable(),
};

export const tenantSettingsSchema = z.object({
  ...changeableFields,
  /** Rises with each change; sent back when saving. */
  version: z.int(),
  /** 「データの自動登録」: on and off from dates on; past days keep what held on them. */
  autoRecording: z.object({
    /** Whether it is on today. */
    isOn: z.boolean(),
    /** The tenant's calendar day: the first date a change may hold from. */
    today: workDateSchema,
    /** All changes, ascending, planned ones too; off before the first. */
    periods: z.array(z.object({ from: workDateSchema, isOn: z.boolean() })),
  }),
  usedLicences: z.int(),
  /** The zone has no effective date: a change computes every past day again by the new one. The screen says so before saving. */
  isZoneEffectiveDated: z.literal(false),
});
export type TenantSettings = z.infer<typeof tenantSettingsSchema>;

export const readTenantSettings = endpoint({
  name: 'readTenantSettings',
  method: 'GET',
  path: '/api/tenant-settings',
  summary: 'テナント管理: the settings of the tenant.',
  access: 'signedIn',
  answer: tenantSettingsSchema,
});

/** Refusals: `settings_changed` (another administrator was faster), `invalid_input` (zone, licences below those used, a past date). */
export const saveTenantSettings = endpoint({
  name: 'saveTenantSettings',
  method: 'PUT',
  path: '/api/tenant-settings',
  summary: 'Save all settings, if they are still those of `version`. A new zone computes all days of everybody again.',
  access: 'signedIn',
  body: z.strictObject({
    ...changeableFields,
    zone: changeableFields.zone.refine(isZone, 'no IANA zone that this server knows'),
    privacy: privacyPolicySchema.strict(),
    version: z.int().min(0),
    /** Absent: stays as it is. `from`: today or later, today unless told; changes planned from that date on go. */
    autoRecording: z.strictObject({ isOn: z.boolean(), from: workDateSchema.optional() }).optional(),
  }),
  answer: tenantSettingsSchema,
});

/** URL・HP 名称マッピング登録ファイル (guide tables 2-1 and 2-2). */
export const SITE_NAME_COLUMNS = ['URL', 'HP 名称'] as const;
export const MAX_SITE_NAME_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_SITE_NAME_ROWS = 20_000;
/** How many problems an answer holds; their number is always the whole one. */
export const SHOWN_SITE_NAME_PROBLEMS = 500;

/** The registered file; null: none is. */
const registeredSiteNamesSchema = z
  .object({ count: z.int(), uploadedAt: z.int(), uploadedByName: z.string() })
  .nullable();

export const readSiteNames = endpoint({
  name: 'readSiteNames',
  method: 'GET',
  path: '/api/tenant-settings/site-names',
  summary: 'How many URLs have a site name, who uploaded them and when.',
  access: 'signedIn',
  answer: z.object({ registered: registeredSiteNamesSchema }),
});

export const downloadSiteNames = endpoint({
  name: 'downloadSiteNames',
  method: 'GET',
  path: '/api/tenant-settings/site-names/file',
  summary:
    'The mapping file as registered; `template=1`, or none registered: the header and an example as comments. CRLF.',
  access: 'signedIn',
  query: z.object({
    template: z.literal('1').optional(),
    /** Shift_JIS cannot hold every character; `utf8` comes with a BOM. */
    encoding: z.enum(['sjis', 'utf8']).default('sjis'),
  }),
  answerMediaType: 'text/csv',
});

/** One thing wrong in the file. `text` is the whole sentence in Japanese. */
export const siteNameProblemSchema = z.object({
  line: z.int().nullable(),
  /** Name of the column as in the guide. */
  column: z.string().nullable(),
  text: z.string(),
});
export type SiteNameProblem = z.infer<typeof siteNameProblemSchema>;

export const siteNameProblemsSchema = z.object({ total: z.int(), first: z.array(siteNameProblemSchema) });

/** Site names are looked up when a screen or file is made: a new mapping holds at once for everything that is stored. */
export const uploadSiteNames = endpoint({
  name: 'uploadSiteNames',
  method: 'PUT',
  path: '/api/tenant-settings/site-names/file',
  summary: 'Replace the mapping by this file (raw bytes, Shift_JIS or UTF-8), whole or, with any problem, not at all.',
  access: 'signedIn',
  rawBody: { maxBytes: MAX_SITE_NAME_FILE_BYTES },
  answer: z.object({
    isApplied: z.boolean(),
    registered: registeredSiteNamesSchema,
    problems: siteNameProblemsSchema,
  }),
});
