-- Settings of a tenant (テナント管理) with the defaults of a tenant that nobody has set up yet: everything is stored, mails go out.
-- Cost: none, constant defaults. Rollback: drop the columns and the two tables.
ALTER TABLE tenants
    -- rises with each change of a setting: the slower of two administrators is refused
    ADD COLUMN settings_version          bigint  NOT NULL DEFAULT 0,
    ADD COLUMN is_auto_recording_on      boolean NOT NULL DEFAULT false,
    ADD COLUMN sends_request_mail        boolean NOT NULL DEFAULT true,
    ADD COLUMN plan                      text    NOT NULL DEFAULT 'advanced' CHECK (plan IN ('telework', 'standard', 'advanced')),
    -- null: no limit
    ADD COLUMN licence_count             integer CHECK (licence_count >= 1),
    -- what is stored at all (G:1418-1424); told to ingest by the bucket tenant_policies
    ADD COLUMN stores_pc_counts          boolean NOT NULL DEFAULT true,
    ADD COLUMN stores_application_names  boolean NOT NULL DEFAULT true,
    ADD COLUMN stores_window_titles      boolean NOT NULL DEFAULT true,
    ADD COLUMN stored_urls               text    NOT NULL DEFAULT 'full' CHECK (stored_urls IN ('full', 'host', 'off'));

-- URL・HP 名称マッピング: one file a tenant, replaced whole.
CREATE TABLE site_name_files (
    tenant_id    uuid PRIMARY KEY REFERENCES tenants,
    uploaded_at  timestamptz NOT NULL DEFAULT now(),
    -- no foreign key: the mapping outlives the person
    uploaded_by  uuid NOT NULL
);

CREATE TABLE site_names (
    tenant_id   uuid NOT NULL REFERENCES site_name_files ON DELETE CASCADE,
    -- order of the file
    position    integer NOT NULL,
    url_prefix  text NOT NULL,
    site_name   text NOT NULL,
    PRIMARY KEY (tenant_id, position),
    UNIQUE (tenant_id, url_prefix)
);
