import { expect, test } from 'vitest';
import { ApiError, fieldErrors } from './api-error';

const problem = {
  type: 'about:blank',
  title: 'The request is not valid',
  status: 422,
  detail: '1 field is not valid',
  instance: '/api/v1/runs',
  code: 'invalid_request',
  requestId: 'req_1',
  errors: [{ pointer: '/optimizer/learningRate', detail: 'must be positive' }],
};

test('a pointer of a problem names the field of a form', () => {
  expect(fieldErrors(new ApiError(422, problem, null))).toEqual({ 'optimizer.learningRate': 'must be positive' });
});

test('an answer that is no problem document keeps its request id', () => {
  const error = new ApiError(502, null, 'req_2');
  expect([error.code, error.requestId]).toEqual(['internal', 'req_2']);
});

test('no answer at all is told apart from a refusal', () => {
  expect(new ApiError(0, null, null).code).toBe('unreachable');
});
