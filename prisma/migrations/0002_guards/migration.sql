-- What the schema language of Prisma cannot say. Written by hand.

-- The audit log is append-only, for everybody.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entries is append-only' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_entries_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- One live rollout per endpoint.
CREATE UNIQUE INDEX rollouts_live_endpoint_key ON rollouts (endpoint_id)
  WHERE status IN ('pending', 'progressing', 'paused');

-- The experiment of runs that name none.
INSERT INTO experiments (id, name, artifact_location, created_at, updated_at)
VALUES (0, 'Default', 'mlflow-artifacts:/0', now(), now());
