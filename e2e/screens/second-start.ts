import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readMonth } from '#domain/contract/months.ts';
import { PEOPLE, type Shared } from '../kit/company.ts';
import { processesOf, startProduct } from '#faults/kit/product.ts';
import { monthTextOf, previousMonth } from './employee.ts';

const SECOND_START_LIMIT_MS = 15_000;

export function secondStart(shared: Shared): void {
  describe('the sample company, stopped and started again', () => {
    test('is ready within 15 s with the same sign-ins and the same months, and left no process in between', async (t) => {
      const { company } = shared;
      const { dataDir, ports } = company.product;
      const month = previousMonth(`${monthTextOf(Date.now()).slice(0, 4)}-${monthTextOf(Date.now()).slice(4)}-01`);
      const read = async () =>
        (await company.client(PEOPLE.employee)).call(readMonth, { params: { personId: 'me', month } });
      const { days, totals } = await read();
      assert.equal(await company.product.stop(), 0);
      assert.deepEqual(processesOf(dataDir), []);
      company.product = await startProduct({ dataDir, ports });
      t.diagnostic(`second start: ${Math.round(company.product.readyMs)} ms`);
      assert.ok(company.product.readyMs < SECOND_START_LIMIT_MS, `${company.product.readyMs} ms`);
      assert.deepEqual(company.product.signIns, company.signIns);
      const again = await read();
      assert.deepEqual(again.days, days);
      assert.deepEqual(again.totals, totals);
    });
  });
}
