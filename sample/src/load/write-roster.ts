import { sql, type Kysely } from 'kysely';
import { publishRosterFacts } from '#sql/roster-facts.ts';
import { hashPassword } from '#sql/password-hash.ts';
import { SAMPLE_GROUPS, SAMPLE_PATTERNS } from '../company/groups.ts';
import { employeeNumberOf, loginIdOf, SAMPLE_PEOPLE } from '../company/people.ts';
import { uuidOf } from '../plan/random.ts';
import { SAMPLE_SITE_NAMES } from '../plan/windows.ts';
import { SAMPLE_TENANT_CODE, SAMPLE_ZONE } from './sample-state.ts';

export const TENANT_ID = uuidOf('tenant');
export const personIdOf = (number: number): string => uuidOf('person', number);
const groupIdOf = (code: string): string => uuidOf('group', code);
const patternIdOf = (code: string): string => uuidOf('pattern', code);
/** Long before the first sample day. */
const EFFECTIVE_FROM = '2020-04-01';

/** Tenant, groups, patterns, people, approvers and their rules, in one transaction; nothing happens when they are there. */
export async function writeRoster(records: Kysely<unknown>, password: string, pepper: Uint8Array): Promise<void> {
  const passwordHash = await hashPassword(password, pepper);
  await records.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      INSERT INTO tenants (tenant_id, code, name, zone) VALUES (${TENANT_ID}, ${SAMPLE_TENANT_CODE}, 'デモ商事', ${SAMPLE_ZONE})
      ON CONFLICT DO NOTHING`.execute(trx);
    if (numAffectedRows === 0n) return;
    await writeGroupsAndPatterns(trx);
    await writePeople(trx, passwordHash);
    await writeSiteNames(trx);
    await publishRosterFacts(
      trx,
      TENANT_ID,
      SAMPLE_PEOPLE.map((person) => personIdOf(person.number)),
    );
  });
}

async function writeSiteNames(trx: Kysely<unknown>): Promise<void> {
  const uploadedBy = uuidOf('person', 'admin');
  await sql`INSERT INTO site_name_files (tenant_id, uploaded_by) VALUES (${TENANT_ID}, ${uploadedBy})`.execute(trx);
  for (const [position, [urlPrefix, siteName]] of SAMPLE_SITE_NAMES.entries())
    await sql`
      INSERT INTO site_names (tenant_id, position, url_prefix, site_name)
      VALUES (${TENANT_ID}, ${position}, ${urlPrefix}, ${siteName})`.execute(trx);
}

async function writeGroupsAndPatterns(trx: Kysely<unknown>): Promise<void> {
  for (const group of SAMPLE_GROUPS) {
    await sql`
      INSERT INTO groups (tenant_id, group_id, code, name, parent_group_id)
      VALUES (${TENANT_ID}, ${groupIdOf(group.code)}, ${group.code}, ${group.name}, ${group.parent === null ? null : groupIdOf(group.parent)})`.execute(
      trx,
    );
  }
  for (const pattern of SAMPLE_PATTERNS) {
    await sql`
      INSERT INTO work_patterns (tenant_id, pattern_id, code, name, breaks, scheduled_minutes, morning_minutes, auto_end_clock)
      VALUES (${TENANT_ID}, ${patternIdOf(pattern.code)}, ${pattern.code}, ${pattern.name}, ${JSON.stringify(pattern.breaks)}::jsonb,
              ${pattern.scheduledMinutes}, ${pattern.morningMinutes}, ${pattern.autoEndClock})`.execute(trx);
  }
}

async function writePeople(trx: Kysely<unknown>, passwordHash: string): Promise<void> {
  await sql`
    INSERT INTO people (tenant_id, person_id, login_id, name, is_tenant_admin, password_hash)
    VALUES (${TENANT_ID}, ${uuidOf('person', 'admin')}, 'admin', '管理者', true, ${passwordHash})`.execute(trx);
  for (const person of SAMPLE_PEOPLE) {
    const personId = personIdOf(person.number);
    const loginId = loginIdOf(person);
    await sql`
      INSERT INTO people (tenant_id, person_id, login_id, employee_number, name, kana, mail, is_administrator, may_view_dashboard, password_hash)
      VALUES (${TENANT_ID}, ${personId}, ${loginId}, ${employeeNumberOf(person)}, ${person.name}, ${person.kana},
              ${`${loginId.toLowerCase()}@demo-shoji.example`}, ${person.isAdministrator}, ${person.mayViewDashboard}, ${passwordHash})`.execute(
      trx,
    );
    await sql`
      INSERT INTO assignments (tenant_id, person_id, effective_from, group_id, pattern_id)
      VALUES (${TENANT_ID}, ${personId}, ${EFFECTIVE_FROM}, ${groupIdOf(person.group)}, ${patternIdOf(person.pattern)})`.execute(
      trx,
    );
  }
  for (const group of SAMPLE_GROUPS) {
    const approvers = [
      { number: group.lead, isSenior: false },
      ...(group.senior === undefined ? [] : [{ number: group.senior, isSenior: true }]),
    ];
    for (const { number, isSenior } of approvers) {
      await sql`
        INSERT INTO group_approvers (tenant_id, group_id, person_id, is_senior)
        VALUES (${TENANT_ID}, ${groupIdOf(group.code)}, ${personIdOf(number)}, ${isSenior})`.execute(trx);
    }
  }
}

/** The rules of a sample person as the domain's time functions want them. */
export function rulesOf(person: (typeof SAMPLE_PEOPLE)[number]) {
  const pattern = SAMPLE_PATTERNS.find((each) => each.code === person.pattern) ?? SAMPLE_PATTERNS[0];
  return {
    zone: SAMPLE_ZONE,
    assignments: [
      {
        from: EFFECTIVE_FROM as never,
        groupId: groupIdOf(person.group),
        pattern: { ...pattern, patternId: patternIdOf(pattern.code), breaks: [...pattern.breaks] },
      },
    ],
  };
}
