import type { Generated } from 'kysely';

/** Row types: how people, PCs and other systems come in. */
export interface CredentialTables {
  sessions: {
    token_hash: Buffer;
    tenant_id: string;
    person_id: string;
    created_at: Generated<Date>;
    last_seen_at: Generated<Date>;
    session_id: Generated<string>;
    client_name: Generated<string>;
    is_one_time: Generated<boolean>;
    is_outside_policy: Generated<boolean>;
  };
  /** `browser_id` null: the counter that all unknown browsers share. */
  login_failures: { tenant_id: string; person_id: string; failed_at: Generated<Date>; browser_id: string | null };
  tenant_security: { tenant_id: string; settings: unknown; version: Generated<number> };
  former_passwords: { tenant_id: string; person_id: string; password_hash: string; replaced_at: Date };
  known_browsers: {
    token_hash: Buffer;
    tenant_id: string;
    person_id: string;
    browser_id: Generated<string>;
    last_signed_in_at: Generated<Date>;
  };
  password_resets: { tenant_id: string; person_id: string; requested_at: Generated<Date> };
  devices: {
    tenant_id: string;
    device_id: string;
    person_id: string;
    name: string;
    public_key: string;
    enrolled_at: Generated<Date>;
    revoked_at: Date | null;
    revocation_published_at: Date | null;
  };
  enrolment_codes: {
    code_hash: Buffer;
    tenant_id: string;
    person_id: string;
    created_at: Generated<Date>;
    expires_at: Date;
    used_at: Date | null;
    device_id: string | null;
  };
  machine_tokens: {
    tenant_id: string;
    token_id: string;
    name: string;
    secret_hash: Buffer;
    first_month: string;
    last_month: string;
    group_ids: string[] | null;
    expires_at: Date;
    created_at: Generated<Date>;
    created_by: string;
    revoked_at: Date | null;
    last_used_at: Date | null;
    window_started_at: Date | null;
    window_calls: Generated<number>;
  };
}
