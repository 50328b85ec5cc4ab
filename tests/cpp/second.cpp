// A second file that includes the header: nothing in it may be defined twice.
#include "machbar.hpp"

std::string second_file_calls() { return machbar::call("calendar.holidays", R"({"year": 2028})"); }
