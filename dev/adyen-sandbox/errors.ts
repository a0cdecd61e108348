/** A refusal in Adyen's shape; thrown anywhere. Codes: https://docs.adyen.com/development-resources/error-codes */
export class AdyenError extends Error {
  override readonly name = 'AdyenError';
  readonly status: number;
  readonly errorCode: string;
  readonly errorType: 'validation' | 'security' | 'internal';
  /** The header `transient-error`: the same request, with the same key, may go well later. */
  readonly transient: boolean;

  constructor(
    status: number,
    errorCode: string,
    message: string,
    errorType: AdyenError['errorType'] = 'validation',
    transient = false,
  ) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.errorType = errorType;
    this.transient = transient;
  }
}

export const unauthorised = () =>
  new AdyenError(401, '000', 'HTTP Status Response - Unauthorized', 'security');
export const wrongAccount = () => new AdyenError(403, '901', 'Invalid Merchant Account', 'security');
export const invalidRequest = (message: string) => new AdyenError(422, '702', message);
export const missingPayment = () =>
  new AdyenError(422, '167', 'Original pspReference required for this operation');
export const unknownToken = () => new AdyenError(422, '800', 'Contract not found');
export const inProgress = () =>
  new AdyenError(422, '704', 'request already processed or in progress', 'validation', true);
export const tooMany = () => new AdyenError(429, '029', 'Too many requests', 'validation', true);
export const internal = (status: number) =>
  new AdyenError(status, '000', 'Something went wrong on the side of the sandbox', 'internal', true);
