"""Every setting that differs from Scrapy's default, and newsbot's own (NEWSBOT_*), each with its reason."""

import os
import sys

from newsbot.arguments import user_agent

# ------------------------------------------------------------ newsbot's own; the environment may set each


def _own(name: str, default: str = "") -> str:
    return os.environ.get(name) or default


NEWSBOT_DATABASE = _own("NEWSBOT_DATABASE")  # path or SQLAlchemy URL; '' is data/newsbot.sqlite3
NEWSBOT_SITES = _own("NEWSBOT_SITES", "data/sites")  # folder of your site files
NEWSBOT_SITES_AT_ONCE = _own("NEWSBOT_SITES_AT_ONCE", "4")  # how many sites `-a site=all` crawls at a time
NEWSBOT_CONTACT = _own("NEWSBOT_CONTACT")  # address or page that site owners can write to
NEWSBOT_BUSY_TIMEOUT = _own("NEWSBOT_BUSY_TIMEOUT", "30")  # seconds to wait for a locked database
NEWSBOT_PATIENCE = _own("NEWSBOT_PATIENCE", "120")  # seconds to wait on Retry-After before ending the run
NEWSBOT_HEALTH_RUNS = _own("NEWSBOT_HEALTH_RUNS", "3")  # runs in a row unlike earlier ones before it is told
NEWSBOT_RAW_DAYS = _own("NEWSBOT_RAW_DAYS", "0")  # days to keep the HTML of articles, for `newsbot reread`
NEWSBOT_NOW = _own("NEWSBOT_NOW")  # ISO instant that stands for the present; '' is the clock
NEWSBOT_LOG_JSON = _own("NEWSBOT_LOG_JSON", "0")  # 1: each line of the log is a JSON object

# ------------------------------------------------------------ the project

BOT_NAME = "newsbot"
SPIDER_MODULES = ["newsbot.spiders"]
COMMANDS_MODULE = "newsbot.commands"  # `crawl` with a lock, a summary and an exit code
ITEM_PIPELINES = {
    "newsbot.pipelines.DatesPipeline": 100,
    "newsbot.pipelines.ParagraphsPipeline": 200,
    "newsbot.pipelines.StoragePipeline": 300,
}
DOWNLOADER_MIDDLEWARES = {
    "newsbot.middlewares.PublicOnlyMiddleware": 90,
    "newsbot.middlewares.ReservationMiddleware": 95,
    "newsbot.middlewares.RobotsMiddleware": 100,
    "newsbot.middlewares.PatienceMiddleware": 550,
    "newsbot.middlewares.WholeMiddleware": 590,
    "newsbot.middlewares.PolitenessMiddleware": 760,
    "newsbot.middlewares.BudgetMiddleware": 990,  # the last before the network
    "newsbot.middlewares.StaticSiteMiddleware": 995,  # which it stands for
}
EXTENSIONS = {"newsbot.logs.Progress": 0}
FEED_EXPORT_ENCODING = "utf-8"

# ------------------------------------------------------------ politeness


USER_AGENT = user_agent(NEWSBOT_CONTACT)
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newsbot"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",  # of which it can be told that it came whole
    "Accept-Language": "fr",
}
CONCURRENT_REQUESTS = (
    1  # one connection a site, and a stop needs to wait for one page; more on one's own machine
)
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_START_DELAY = DOWNLOAD_DELAY
DOWNLOAD_SLOTS = {  # one's own machine needs no rest
    host: {"concurrency": 16, "delay": 0, "jitter": 0} for host in ("127.0.0.1", "localhost", "::1")
}

# ------------------------------------------------------------ safety

DOWNLOAD_HANDLERS = dict.fromkeys(("data", "file", "ftp", "s3"))  # http and https alone
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 20 * 2**20  # no article is larger; a larger answer is a mistake or a trap
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 10
REMOTE_CONTROL_ENABLED = False  # it executes code

# ------------------------------------------------------------ less work

CONCURRENT_ITEMS = 1  # Scrapy starts that many tasks for each response: its 100 cost a third of its time
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the source of a callback at each response
SPIDER_MIDDLEWARES_BASE = {  # each is a generator more around all that a callback yields
    "scrapy.spidermiddlewares.referer.RefererMiddleware": 700,  # RedirectMiddleware asks for it
}
DOWNLOADER_MIDDLEWARES_BASE = {  # those of Scrapy that do something here
    f"scrapy.downloadermiddlewares.{name}Middleware": order
    for name, order in {
        "downloadtimeout.DownloadTimeout": 350,
        "defaultheaders.DefaultHeaders": 400,
        "useragent.UserAgent": 500,
        "redirect.Redirect": 600,
        "httpproxy.HttpProxy": 750,
    }.items()
}
EXTENSIONS_BASE = {  # its consoles are loaded even where they are turned off
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}

# ------------------------------------------------------------ what is told

LOG_LEVEL = "WARNING"  # cron mails whatever is printed; -L INFO tells more
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOG_FORMATTER = "newsbot.logs.QuietLogFormatter"
LOGSTATS_INTERVAL = 0
STATS_DUMP = False

NEWSBOT_PROGRESS = sys.stderr.isatty()  # a line that shows how far the crawl is, and the summary
