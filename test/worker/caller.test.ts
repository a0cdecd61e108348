import { defaultPayloadConverter } from '@temporalio/common';
import fc from 'fast-check';
import { CALLER_HEADER, callerFields, callerIn, placeOf, withCaller } from '../../workflows/caller.js';

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a caller arrives as it was sent, beside other headers', () => {
  const caller = { requestId: 'edge-1234.abcd', traceparent: TRACEPARENT };
  const other = defaultPayloadConverter.toPayload('other');
  const headers = withCaller({ other }, caller);
  expect(headers.other).toBe(other);
  expect(callerIn(headers)).toEqual(caller);
  expect(callerFields(caller)).toEqual({
    requestId: 'edge-1234.abcd',
    traceId: '0af7651916cd43dd8448eb211c80319c',
  });
});

test('without a caller nothing is added', () => {
  expect(withCaller({}, { requestId: undefined, traceparent: undefined })).toEqual({});
  expect(callerIn({})).toEqual({});
});

test('whatever a header holds, it fails nothing, and nothing but ids comes out of it', () => {
  const payload = fc.oneof(
    fc.record({ requestId: fc.anything(), traceparent: fc.anything() }).map(asPayload),
    fc.jsonValue().map(asPayload),
    fc.uint8Array().map((data) => ({ data })),
    fc.record({ metadata: fc.constant({ encoding: Buffer.from('json/plain') }), data: fc.uint8Array() }),
  );
  fc.assert(
    fc.property(payload, (header) => {
      const { requestId, traceparent } = callerIn({ [CALLER_HEADER]: header });
      if (requestId !== undefined) expect(requestId).toMatch(/^[\w.:-]{8,128}$/);
      if (traceparent !== undefined) expect(placeOf(traceparent)).toBeDefined();
    }),
  );
});

function asPayload(value: unknown) {
  try {
    return defaultPayloadConverter.toPayload(value) ?? {};
  } catch {
    return {};
  }
}
