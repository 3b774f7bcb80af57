export { PAYLOAD_TYPE, preAuthEncoding } from './dsse';
export { PREDICATE_TYPE, STATEMENT_TYPE, type Statement, statementOf } from './statement';
