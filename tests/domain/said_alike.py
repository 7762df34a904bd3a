"""One trouble in the words of two neighbours (同一件事两种说法): invented, 300 pairs and more.

Each line is a trouble: what the first said, then how others say it. `{b}` is the building, `{e}` the entrance; not
everybody names them. The words were written by hand beside the table of facilities, so what is found is an upper bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TROUBLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "lift": (
        ("{b}{e}电梯又停了", "{e}的电梯按了没反应", "电梯门关不上，一直响", "{e}电梯到五楼就抖一下"),
        ("{e}电梯坏了没人修", "老人下不了楼，升降梯罢工两天", "轿厢里的按钮全灭了", "lift in {b} is dead again"),
    ),
    "lamp": (
        ("{b}{e}楼道灯不亮", "三楼声控灯坏了", "晚上{e}门口路灯灭了", "{e}照明全没了"),
        ("{e}上楼黑灯瞎火", "晚上回家要摸黑爬楼梯", "过道漆黑一片看不见脚下", "感应灯怎么跺脚都不响应"),
    ),
    "sewer": (
        ("{b}{e}下水堵了", "一楼地漏往上冒", "{e}污水管道返水到厨房", "门前井盖松了"),
        ("{e}马桶冲不下去，水往外溢", "厨房排水反上来一地", "粪水流到院子里了", "窨井翻出来脏水"),
    ),
    "supply": (
        ("{b}停水了", "{e}水压太小，洗不了澡", "早上起来没水", "{e}高层水龙头只滴几滴"),
        ("{e}一上午都没有水用", "家里自来水断了", "拧开水流细得像线", "no water in {b} since morning"),
    ),
    "leak": (
        ("{b}{e}水管漏水", "天花板在滴水", "{e}墙面渗水起泡", "地下室管道爆了"),
        ("{e}爆管了，楼梯上都是水", "顶上渗漏，屋里拿盆接着", "{e}管道跑水半天没人关阀", "a pipe is leaking in {b}"),
    ),
    "power": (
        ("{b}{e}停电了", "我家一开空调就跳闸", "{e}电表箱冒火花", "整栋没电"),
        ("{e}突然断电，冰箱都化了", "家里电压不稳老是跳闸", "电闸推不上去", "power is out in {b}"),
    ),
    "heat": (
        ("{b}{e}暖气不热", "供暖温度只有十四度", "{e}地暖一点都不暖", "暖气片上面热下面凉"),
        ("{e}屋里冰凉，供热公司没来", "摸着暖气是冷的", "地暖管不热，孩子感冒了", "the radiators are cold in {b}"),
    ),
    "door": (
        ("{b}{e}门禁刷不开", "单元门关不上", "{e}对讲机没声音", "防盗门锁坏了"),
        ("{e}刷卡进不去，总要等人开", "大门敞着谁都能进", "按了对讲听不见", "门锁拧不动"),
    ),
    "parking": (
        ("{b}门口有人乱停车", "消防通道被停车占了", "固定车位被别人占", "访客停车没人管"),
        ("车挡着路出不去", "我的车位上停着一辆陌生车", "小轿车占道，轮椅过不去", "somebody parked across {b}"),
    ),
    "charging": (
        ("{b}{e}有人飞线充电", "电动车推进楼里充", "充电桩扫码不出电", "{e}门厅停满电瓶车"),
        ("从楼上拉线下来给电瓶车充", "电动车堵在门厅，怕出事", "充电口坏了好几个", "{e}有人把电瓶抬上楼"),
    ),
    "rubbish": (
        ("{b}门口垃圾没人收", "垃圾桶满了两天", "厨余桶没有盖", "{e}门前堆着装修垃圾"),
        ("垃圾站的袋子摞到路上了", "清运车三天没来，垃圾满地", "楼下废品堆成山", "rubbish is piling up at {b}"),
    ),
    "hall": (
        ("{b}{e}楼道堆杂物", "五楼过道放了旧家具", "{e}楼道里全是纸箱", "邻居把杂物放在楼梯口"),
        ("{e}纸箱挡着走不了", "楼道里堆满东西，着火怎么跑", "旧家具摆在拐角没人搬", "{e}杂物占了半边楼梯"),
    ),
    "cleaning": (
        ("{b}{e}楼梯没人扫", "{e}地面太脏", "保洁一周没来", "门厅卫生很差"),
        ("{e}好几天没见保洁阿姨", "楼梯脏得下不去脚", "打扫的人根本不上四楼", "the stairs of {b} are dirty"),
    ),
    "noise": (
        ("{b}楼上装修太吵", "半夜有人放音响", "{e}电钻响到晚上", "广场舞声音太大"),
        ("周末一大早就施工，孩子睡不了", "深夜噪音，老人心脏受不了", "楼上敲墙吵个没完", "very noisy at night in {b}"),
    ),
    "smell": (
        ("{b}{e}有臭味", "楼下饭店油烟太大", "{e}过道有异味", "地下室气味难闻，有股臭气"),
        ("{e}臭得不敢开窗", "油烟往家里灌，熏人", "走廊味道怪怪的", "it smells bad in {b}"),
    ),
    "dog": (
        ("{b}有人遛狗不牵绳", "{e}狗一直叫", "狗屎没人捡", "大型犬扑小孩"),
        ("{e}楼里谁家的狗半夜嚎", "狗没拴链子，吓到老人", "绿地上到处狗粪", "dogs without a leash at {b}"),
    ),
    "wall": (
        ("{b}外墙皮掉了", "{e}墙上有裂缝", "楼顶瓷砖松动", "屋顶防水破了"),
        ("上面往下掉墙皮，差点砸到人", "{e}墙体开裂越来越宽", "外墙瓷砖要掉下来", "房顶一下雨就不行"),
    ),
    "green": (
        ("{b}前面大树挡光", "草坪枯了没人浇", "树枝压到电线", "花坛杂草一人高"),
        ("树太高，屋里整天不见太阳", "绿化带没人打理", "台风刮断的树枝还挂着", "the trees at {b} need cutting"),
    ),
    "road": (
        ("{b}门前路面有个坑", "台阶缺了一块", "人行道地砖翘起来", "坡道太陡轮椅上不去"),
        ("地砖松了，下雨溅一身", "走路踩坑里崴了脚", "门口台阶碎了，老人绊倒", "there is a pothole by {b}"),
    ),
    "camera": (
        ("{b}{e}监控坏了", "大堂摄像头没有画面", "车棚探头歪了", "{e}监控拍不到门口"),
        ("丢了快递去查监控，说没录上", "摄像头早就不亮了", "探头朝着天，拍不到人", "the camera at {b} does not work"),
    ),
    "play": (
        ("{b}旁边健身器断了", "滑梯裂了会划手", "秋千绳子要断", "儿童乐园地垫破了"),
        ("滑梯有个大口子，孩子裤子挂破", "健身器松动，大爷摔了一跤", "秋千少一根链子", "the swing near {b} is broken"),
    ),
    "insects": (
        ("{b}{e}有老鼠", "{e}蟑螂很多", "楼前积水蚊子多", "门框里有白蚁"),
        ("{e}厨房爬出来好多蟑螂", "晚上老鼠在吊顶里跑", "蚊子多得不敢开窗", "rats in {b}"),
    ),
}
"""By facility, for us: first words, then others' words. No line repeats another."""

OPENINGS = ("", "麻烦问一下，", "你好，", "怎么回事啊，", "再反映一次：")
ENDINGS = ("", "，没人管吗", "，请尽快处理", "，都三天了", "，什么时候能好")


@dataclass(frozen=True)
class Pair:
    """A report, and the same trouble in a neighbour's words (一对说法)."""

    building: int
    first: str
    again: str

    def elsewhere(self, building: int) -> str:
        """The very words of the report, of another building."""
        return self.first.replace(f"{self.building}号楼", f"{building}号楼")


NUMERALS = "零一二三四"


def pairs() -> Iterator[Pair]:
    """Every first telling with every other, each in one of twelve buildings and three entrances."""
    number = 0
    for first, again in TROUBLES.values():
        for one in first:
            for other in again:
                building, entrance = 1 + number * 7 % 12, 1 + number * 5 % 3
                said = one.format(b=f"{building}号楼", e=f"{entrance}单元") + ENDINGS[number % 5]
                heard = OPENINGS[number * 3 % 5] + other.format(b=f"{building}号楼", e=f"{NUMERALS[entrance]}单元")
                yield Pair(building, said, heard)
                number += 1
