export { type AuditNote, appendAudit } from './append';
export { listAudit } from './list';
export { verifyAudit } from './verify';
