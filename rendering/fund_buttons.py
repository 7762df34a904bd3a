"""Buttons of 账目."""

from __future__ import annotations

from dataclasses import dataclass

from rendering.buttons import Button


@dataclass(frozen=True)
class ShowFunds(Button, prefix="zml"):
    """[全部账户]."""


@dataclass(frozen=True)
class PageFunds(Button, prefix="zmg"):
    """[下一页]: more accounts than one screen holds."""

    page: int


@dataclass(frozen=True)
class ShowFund(Button, prefix="zms"):
    """One account: a page of its lines, the latest first."""

    fund_id: int
    page: int


@dataclass(frozen=True)
class ShowLine(Button, prefix="zmi"):
    """One line."""

    line_id: int


@dataclass(frozen=True)
class NewFund(Button, prefix="zmn"):
    """[开一个账户]: an empty word asks which kind."""

    kind: str


@dataclass(frozen=True)
class ConfirmFund(Button, prefix="zmo"):
    """[开这个账户]."""

    draft_id: int


@dataclass(frozen=True)
class PostLine(Button, prefix="zmp"):
    """[记收入], [记支出]."""

    fund_id: int
    kind: str


@dataclass(frozen=True)
class LineMatter(Button, prefix="zmm"):
    """The decision it goes out for."""

    draft_id: int
    matter_id: int


@dataclass(frozen=True)
class LineSkips(Button, prefix="zmk"):
    """[今天], [没有]: what is asked now needs no words."""

    draft_id: int
    what: str


@dataclass(frozen=True)
class ConfirmLine(Button, prefix="zmc"):
    """[记下]."""

    draft_id: int


@dataclass(frozen=True)
class CheckLine(Button, prefix="zmy"):
    """[账对，复核]: asked back once."""

    line_id: int
    sure: int


@dataclass(frozen=True)
class WriteLine(Button, prefix="zmw"):
    """[不对，退回], [冲正]: why is typed."""

    line_id: int
    what: str


@dataclass(frozen=True)
class SeeVouchers(Button, prefix="zmv"):
    """[看凭证]."""

    line_id: int


@dataclass(frozen=True)
class LeaveFund(Button, prefix="zmq"):
    """[算了]."""

    draft_id: int
    fund_id: int


@dataclass(frozen=True)
class LineFrom(Button, prefix="zmf"):
    """Where money that came in is from."""

    draft_id: int
    source: str


@dataclass(frozen=True)
class LineContract(Button, prefix="zmd"):
    """Which contract money that came in is of; 0: of none."""

    draft_id: int
    deed_id: int


@dataclass(frozen=True)
class ShowDeeds(Button, prefix="zdl"):
    """[登记和合同]: a page of them."""

    fund_id: int
    page: int


@dataclass(frozen=True)
class ShowDeed(Button, prefix="zds"):
    """One of them."""

    deed_id: int


@dataclass(frozen=True)
class WriteDeed(Button, prefix="zdn"):
    """[写登记号], [加合同]; of a contract a source says where its money comes from."""

    fund_id: int
    what: str


@dataclass(frozen=True)
class CheckDeed(Button, prefix="zdy"):
    """[账对，复核], of one of them."""

    deed_id: int


@dataclass(frozen=True)
class DeclineDeed(Button, prefix="zdw"):
    """[不对，退回]: why is typed."""

    deed_id: int


@dataclass(frozen=True)
class VoidDeed(Button, prefix="zdv"):
    """[作废], of one of them: why is typed."""

    deed_id: int


@dataclass(frozen=True)
class ConfirmDeed(Button, prefix="zdc"):
    """[记下，请人复核], of what was written."""

    draft_id: int


@dataclass(frozen=True)
class MoreContracts(Button, prefix="zdm"):
    """[更早的], of the contracts a line may be of."""

    draft_id: int
    page: int


@dataclass(frozen=True)
class MoreFund(Button, prefix="zmz"):
    """[对账、导出]."""

    fund_id: int


@dataclass(frozen=True)
class ExportFund(Button, prefix="zmx"):
    """[导出表格]."""

    fund_id: int


@dataclass(frozen=True)
class ShowPeriods(Button, prefix="zpl"):
    """[对账单]."""

    fund_id: int


@dataclass(frozen=True)
class EarlierPeriods(Button, prefix="zpe"):
    """[更早的], of the statements."""

    fund_id: int
    page: int


@dataclass(frozen=True)
class ShowPeriod(Button, prefix="zps"):
    """One statement, or the closing of a month."""

    period_id: int


@dataclass(frozen=True)
class SignMonth(Button, prefix="zpm"):
    """[结上个月的账]: its sums first."""

    fund_id: int


@dataclass(frozen=True)
class SignSeenMonth(Button, prefix="zpg"):
    """[账对，我签] under the sums of a month; which month was read, lest another is signed for."""

    fund_id: int
    month: int


@dataclass(frozen=True)
class SignPeriod(Button, prefix="zpy"):
    """[账对，我签]: the first signature."""

    period_id: int


@dataclass(frozen=True)
class ClosePeriod(Button, prefix="zpc"):
    """[账对，结账]: the second, asked back once."""

    period_id: int
    sure: int


@dataclass(frozen=True)
class AskOpening(Button, prefix="zpo"):
    """[要打开]: why is typed."""

    period_id: int


@dataclass(frozen=True)
class OpenPeriod(Button, prefix="zpa"):
    """[同意打开], [不打开]."""

    period_id: int
    agrees: int


@dataclass(frozen=True)
class ShowBanks(Button, prefix="zbl"):
    """[对银行流水]."""

    fund_id: int


@dataclass(frozen=True)
class SendBank(Button, prefix="zbn"):
    """[发一份流水]."""

    fund_id: int


@dataclass(frozen=True)
class TakeBank(Button, prefix="zbc"):
    """[对账]: the file that was read is taken."""

    draft_id: int


@dataclass(frozen=True)
class ShowReasons(Button, prefix="zbe"):
    """[看说明]: a page of what was said of differences."""

    file_id: int
    page: int


@dataclass(frozen=True)
class ShowBank(Button, prefix="zbs"):
    """One file beside the account."""

    file_id: int


@dataclass(frozen=True)
class ShowDifference(Button, prefix="zbi"):
    """What one side alone has: a payment of the bank, or a line; the other is 0."""

    file_id: int
    row_id: int
    line_id: int


@dataclass(frozen=True)
class NoteDifference(Button, prefix="zbw"):
    """[写原因]: why is typed."""

    file_id: int
    row_id: int
    line_id: int


@dataclass(frozen=True)
class PutDownRow(Button, prefix="zbp"):
    """[记这一笔]: what the bank has becomes a line."""

    file_id: int
    row_id: int
